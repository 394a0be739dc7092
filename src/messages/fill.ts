/**
 * Puts values in place of `{{name}}`. What has no value stays as it is, and a value is never read as a template:
 * `fill('{{done}} of {{count}}', { done: 2, count: 6 })` is `2 of 6`.
 */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
