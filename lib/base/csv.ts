/**
 * Rows as CSV of RFC 4180, which a spreadsheet opens as text and nothing else.
 *
 * A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break is a formula to Excel and LibreOffice,
 * and one that was written by an attacker reads files and opens addresses; such a cell gets an apostrophe,
 * which both take as "this is text". The same after a `;`, a tab or a line break inside a cell: where the
 * comma is a decimal sign, spreadsheets split there, whatever the quotes say.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  // Excel reads UTF-8 only behind this mark.
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
}

/** Where a formula would begin; the wide signs are read as the narrow ones in East Asian locales. */
const formulaStart = /^(?=[=+\-@＝＋－＠\t\r\n])|(?<=[;\t\r\n])(?=[=+\-@＝＋－＠])/g

/** One cell, quoted where it has to be (RFC 4180 section 2, items 5 to 7). */
export function csvCell(text: string): string {
  // NUL ends the cell for some readers, and with it the quotes.
  const plain = text.replaceAll('\0', '').replaceAll(formulaStart, "'")
  return /[",;\t\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
