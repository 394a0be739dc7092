/** @param {string} text */
const copy = async (text) => {
  if (navigator.clipboard !== undefined) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch {
      // Not allowed here: the older way may be.
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'copying';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
};

/** How long a button says that it has copied. */
const SAID = 2_000;

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement)) continue;
  const words = button.querySelector('span');
  const before = words?.textContent ?? '';
  let timer = 0;
  words?.setAttribute('aria-live', 'polite');
  button.hidden = false;
  button.addEventListener('click', async () => {
    await copy(button.dataset.copy ?? '');
    if (words === null) return;
    words.textContent = button.dataset.copied ?? '';
    button.classList.add('done');
    clearTimeout(timer);
    timer = setTimeout(() => {
      words.textContent = before;
      button.classList.remove('done');
    }, SAID);
  });
}
