import { z } from 'zod';

/** A web address that a message points to. */
export const Link = z.object({ label: z.string(), url: z.string() });
export type Link = z.infer<typeof Link>;

/** A tappable answer: what is shown, and what the person says by tapping it. */
export const Choice = z.object({ label: z.string(), say: z.string() });
export type Choice = z.infer<typeof Choice>;

/**
 * What the assistant says. `text` alone is enough to act on: links and choices repeat or add to it, never replace it,
 * so that a channel that cannot show them loses nothing.
 */
export const Message = z.object({ text: z.string().min(1), links: z.array(Link), choices: z.array(Choice) });
export type Message = z.infer<typeof Message>;
