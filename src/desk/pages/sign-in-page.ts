import { html } from '../../channels/web/html.ts';
import { inLanguage } from '../../channels/web/language-links.ts';
import { type Frame, framed } from './frame.ts';

/** Why somebody was not let in. */
export type SignInTrouble =
  | { readonly why: 'wrong_secret' }
  | { readonly why: 'too_many_tries'; readonly minutes: number };

const troubleWords = ({ say }: Frame, trouble: SignInTrouble): string =>
  trouble.why === 'wrong_secret'
    ? say('page.wrong_secret', {})
    : say('page.too_many_tries', { minutes: trouble.minutes });

/** The page that asks for the sign-in secret. */
export const signInPage = (frame: Frame, trouble?: SignInTrouble): string => {
  const { say } = frame;
  return framed(
    frame,
    { isSignedIn: false },
    html`<main id="main" class="sign-in">
<form class="card" method="post" action="${inLanguage('/desk/sign-in', frame)}">
<h1>${say('page.sign_in', {})}</h1>
<p class="note">${say('page.sign_in_note', {})}</p>
${trouble ? html`<p class="trouble" role="alert">${troubleWords(frame, trouble)}</p>` : undefined}
<label for="secret">${say('page.secret', {})}</label>
<input id="secret" name="secret" type="password" autocomplete="current-password" required maxlength="512" autofocus>
<button class="main-button" type="submit">${say('page.sign_in', {})}</button>
</form>
</main>`,
  );
};
