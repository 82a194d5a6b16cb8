/** Splits pasted text into names: by lines, commas, semicolons and spaces. Empty parts are dropped. */
export function splitNames(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '')
}
