/**
 * An element of the page that must be there.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export const byId = (id, type) => {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page lacks #${id}`);
  return found;
};

/**
 * A new element with a class and text or children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
};

/** Paths of the icons, on a grid of 24. */
const icons = {
  away: 'M8 7h9v9M17 7 6 18',
  again: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 4.5V13l5 3',
  attention: 'M12 6v7.5M12 17.5v.1',
};

/**
 * An icon, for the eye only.
 * @param {keyof typeof icons} name
 */
export const icon = (name) => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
};
