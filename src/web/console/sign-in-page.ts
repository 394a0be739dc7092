import { html } from '../kit/html.ts';
import { inLanguage } from '../kit/language-links.ts';
import { type Frame, framed } from './frame.ts';

/** Why somebody was not let in. */
export type SignInTrouble =
  | { readonly type: 'wrong_secret' }
  | { readonly type: 'too_many_tries'; readonly minutes: number };

const signInErrorText = ({ t }: Frame, trouble: SignInTrouble): string =>
  trouble.type === 'wrong_secret' ? t('page.wrong_secret', {}) : t('page.too_many_tries', { minutes: trouble.minutes });

/** The page that asks for the sign-in secret. */
export const signInPage = (frame: Frame, trouble?: SignInTrouble): string => {
  const { t } = frame;
  return framed(
    frame,
    { isSignedIn: false },
    html`<main id="main" class="sign-in">
<form class="card" method="post" action="${inLanguage('/desk/sign-in', frame)}">
<h1>${t('page.sign_in', {})}</h1>
<p class="note">${t('page.sign_in_note', {})}</p>
${trouble ? html`<p class="trouble" role="alert">${signInErrorText(frame, trouble)}</p>` : undefined}
<label for="secret">${t('page.secret', {})}</label>
<input id="secret" name="secret" type="password" autocomplete="current-password" required maxlength="512" autofocus>
<button class="main-button" type="submit">${t('page.sign_in', {})}</button>
</form>
</main>`,
  );
};
