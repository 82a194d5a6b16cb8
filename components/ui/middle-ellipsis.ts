/**
 * Shortens a text to `head` characters from its start and `tail` from its end with `…` between them;
 * leaves it whole when that would not save at least two characters.
 */
export function middleEllipsis(text: string, head: number, tail: number): string {
  if (text.length <= head + tail + 2) return text
  return `${text.slice(0, head)}…${tail === 0 ? '' : text.slice(-tail)}`
}
