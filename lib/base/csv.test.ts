import { describe, expect, it } from 'vitest'
import { csvCell, csvText } from './csv.ts'

describe('a cell of CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['C=NL, O=Contoso', '"C=NL, O=Contoso"'],
    ['a "quoted" name', '"a ""quoted"" name"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['1-2', '1-2'],
    ['*.contoso.com', '*.contoso.com'],
    ['ürün 証明書 🔑', 'ürün 証明書 🔑'],
    // Formulas, as spreadsheets know them.
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t\'=1"'],
    ['\r=1', '"\'\r\'=1"'],
    ['\n=1', '"\'\n\'=1"'],
    ['＝1+1', "'＝1+1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    [
      '=HYPERLINK("https://evil.example","www")',
      '"\'=HYPERLINK(""https://evil.example"",""www"")"',
    ],
    // Where the reader splits at semicolons, tabs or lines.
    ['team;=1+1', '"team;\'=1+1"'],
    ['x\t@SUM(A1)', '"x\t\'@SUM(A1)"'],
    ['x\n-1', '"x\n\'-1"'],
    ['"=1+1', '"""=1+1"'],
    ['a\0=1', 'a=1'],
    ['\0=1', "'=1"],
  ])('%j is written as %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  it('never begins with what a spreadsheet would run, nor does a part of it', () => {
    const marks = ['=', '+', '-', '@', '\t', '\r', '\n', ';', '"', ',', "'", 'x', '＝']
    for (const a of marks) {
      for (const b of marks) {
        for (const c of marks) {
          const cell = csvCell(a + b + c)
          const content = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
          for (const part of content.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[=+\-@＝]/)
        }
      }
    }
  })
})

it('a file has a mark of UTF-8, a line for each row, and ends with one', () => {
  expect(
    csvText([
      ['name', 'vault'],
      ['=www', 'prod,dev'],
    ]),
  ).toBe('\uFEFFname,vault\r\n\'=www,"prod,dev"\r\n')
})
