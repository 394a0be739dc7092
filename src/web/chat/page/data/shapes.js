/**
 * The shapes the page shares with the server and keeps on the device. `State` is that of `dialogue/state.ts`, a `Reply`
 * that of `channels/web/shown.ts`.
 *
 * @typedef {{ label: string, url: string }} Link
 * @typedef {{ label: string, say: string }} Choice
 * @typedef {{ to: string, text: string, links: Link[], choices: Choice[], at: string }} Reply
 * @typedef {{ status: 'todo' | 'doing' | 'waiting' | 'rejected' | 'done', for?: string, until?: string, at?: string }} StepState
 * @typedef {{ user: string, locale: string, mode: string, current: string | null, steps: Record<string, StepState>,
 *   reminders: { at: string, about?: string }[], reminders_on: boolean }} State
 * @typedef {{ id: string, title: string, short: string }} Step
 * @typedef {Record<string, string | Choice[]> & { languages: Choice[] }} Words
 * @typedef {{ new: boolean, state: State | null, locale: string, words: Words, steps: Step[], maximumCharacters: number }} Beginning
 *
 * One line of the conversation as shown. `say` is what is sent when it differs from what is shown. `number` is the
 * server's number of an assistant's message.
 * @typedef {{ key: string, from: 'person' | 'assistant', text: string, at: number, say?: string,
 *   status?: 'sending' | 'sent' | 'failed', problem?: string, links?: Link[], choices?: Choice[], number?: number }} Entry
 */

export {};
