/*
 * What a terminal or an editor would act on or hide instead of showing it: control characters, the marks
 * that turn the direction of writing, and what is invisible. They are written as escapes, so that what is
 * read is what is run. https://trojansource.codes, https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** True when the text holds characters that a reader would not see. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text)
}

/**
 * One word of a bash command line that means exactly this text. A NUL cannot be in one: it is dropped, as
 * bash itself does. https://www.gnu.org/software/bash/manual/html_node/Quoting.html
 */
export function bashWord(text: string): string {
  const whole = text.toWellFormed().replaceAll('\0', '')
  if (whole !== '' && /^[\w@%+=:,./-]+$/.test(whole) && !whole.startsWith('=')) return whole
  if (!hasUnseen(whole)) return `'${whole.replaceAll("'", String.raw`'\''`)}'`
  return `$'${[...whole].map(ansiC).join('')}'`
}

/** A character between `$'` and `'`. Bytes, because `\u` depends on the reader's locale. */
function ansiC(character: string): string {
  if (character === '\\' || character === "'") return `\\${character}`
  if (character === '\n') return String.raw`\n`
  if (!unseen.test(character)) return character
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('')
}

/**
 * A PowerShell string that means exactly this text. PowerShell takes the four typographic single quotes for
 * `'`, and two of them in a row for the second.
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function powershellString(text: string): string {
  const whole = text.toWellFormed()
  if (!hasUnseen(whole)) return `'${whole.replaceAll(singleQuotes, '$&$&')}'`
  return `"${[...whole].map(expandable).join('')}"`
}

const singleQuotes = /['\u2018\u2019\u201a\u201b]/g

/** A character of a PowerShell string that expands. `"` has four typographic forms there. */
function expandable(character: string): string {
  if (/[`$"\u201c\u201d\u201e]/.test(character)) return `\`${character}`
  if (!unseen.test(character)) return character
  return [...Array(character.length).keys()]
    .map((index) => `$([char]0x${character.charCodeAt(index).toString(16).padStart(4, '0')})`)
    .join('')
}

/**
 * A text, number or boolean as JSON. What ends a quoted word, what a reader would not see, and `=@`, behind
 * which the Azure CLI would look for a file, stand as JSON escapes: the text needs no other quoting than `'…'`.
 */
export function readableText(value: unknown): string {
  return (JSON.stringify(value) ?? 'null')
    .replaceAll(singleQuotes, escaped)
    .replaceAll('=@', String.raw`=\u0040`)
    .replaceAll(new RegExp(unseen, 'gu'), escaped)
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')
}
