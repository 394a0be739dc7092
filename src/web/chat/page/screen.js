/**
 * Keeps the page within what the on-screen keyboard leaves of the screen, on browsers that lay the keyboard over the
 * page (iOS). Elsewhere the page is resized by the browser and this changes nothing.
 */
export const fitAboveKeyboard = () => {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const fit = () => {
    if (viewport.scale > 1.01) return;
    const covered = window.innerHeight - viewport.height > 60;
    const { style } = document.documentElement;
    if (covered) {
      style.setProperty('--height', `${viewport.height}px`);
      style.setProperty('--top', `${viewport.offsetTop}px`);
    } else {
      style.removeProperty('--height');
      style.removeProperty('--top');
    }
  };
  viewport.addEventListener('resize', fit);
  viewport.addEventListener('scroll', fit);
};
