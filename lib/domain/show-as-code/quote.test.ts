import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { azSnippet } from './az.ts'
import { bashWord, powershellString, readableText } from './quote.ts'
import { azRest } from './rest.ts'

/** What bash makes of the words: its own argv, told apart by NUL. */
function evaluated(words: readonly string[]): string[] {
  const script = `printf '%s\\0' ${words.join(' ')}`
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}

const hostile = [
  '',
  ' ',
  "it's",
  '"quoted"',
  '$(touch /tmp/pwned)',
  '`id`',
  '$HOME',
  '~',
  '*',
  '-rf',
  '!!',
  'a\\b',
  "\\'",
  'line\nbreak',
  'tab\tand\rreturn',
  '\u001b[31mred',
  '\u202egnp.exe',
  'zero\u200bwidth',
  'Zoë 証明書 🔒',
  '#comment',
  '=x',
  'a&b;c|d>e',
  '{a,b}',
]

describe('bashWord', () => {
  it.each(hostile.map((text) => [text]))('%j comes back as it is', (text) => {
    expect(evaluated([bashWord(text)])).toEqual([text])
  })

  it('gives back any text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\0'))
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 60 }), (texts) => {
        expect(evaluated(texts.map(bashWord))).toEqual(texts)
      }),
      { numRuns: 10 },
    )
  })

  it.each(hostile.map((text) => [text]))('%j shows no character that acts or hides', (text) => {
    expect(bashWord(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(powershellString(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('powershellString', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", "'it''s'"],
    ['typographic \u2019 and \u201b', "'typographic \u2019\u2019 and \u201b\u201b'"],
    ['$(Remove-Item *) `n', "'$(Remove-Item *) `n'"],
    ['a\nb', '"a$([char]0x000a)b"'],
    ['$x "y" `z`\u0000', '"`$x `"y`" ``z``$([char]0x0000)"'],
    ['\u202etxt', '"$([char]0x202e)txt"'],
    ['\u{e0001}', '"$([char]0xdb40)$([char]0xdc01)"'],
  ])('%j becomes %s', (text, expected) => {
    expect(powershellString(text)).toBe(expected)
  })

  it('means the text by the rules of its two kinds of strings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(readPowershell(powershellString(text))).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})

/**
 * A PowerShell string, read by the language's own grammar: section 2.3.5.2 of
 * https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-02
 */
function readPowershell(source: string): string {
  if (source.startsWith("'")) {
    const inner = source.slice(1, -1)
    expect(inner.replaceAll(/(['\u2018-\u201b])['\u2018-\u201b]/g, '')).not.toMatch(
      /['\u2018-\u201b]/,
    )
    return inner.replaceAll(/(['\u2018-\u201b])['\u2018-\u201b]/g, '$1')
  }
  let text = ''
  const inner = source.slice(1, -1)
  const part = /`([\s\S])|\$\(\[char\]0x([0-9a-f]{4})\)|([^`$"\u201c-\u201e])/y
  while (part.lastIndex < inner.length) {
    const [, literal, code, plain] = part.exec(inner) ?? expect.fail(`unread: ${inner}`)
    text += literal ?? plain ?? String.fromCharCode(Number.parseInt(code ?? '', 16))
  }
  return text
}

describe('readableText', () => {
  it('is JSON for the text, without what ends a word or hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const json = readableText(text)
        expect(JSON.parse(json)).toBe(text)
        expect(json).not.toMatch(/['\u2018-\u201b\p{Cc}\p{Cf}]|=@/u)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('commands with hostile values', () => {
  const place = { vaultSuffix: '.vault.azure.net' }

  /** The words that `az` is started with. */
  function argvOf(code: string): string[] {
    const script = `az() { printf '%s\\0' "$@"; }\n${code}`
    return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1)
  }
  const wordAfter = (argv: readonly string[], flag: string) => argv[argv.indexOf(flag) + 1] ?? ''

  it.each(hostile.map((text) => [text]))('%j in a tag and a subject', (text) => {
    const write = {
      kind: 'create',
      vault: 'v',
      name: 'n',
      policy: { issuer: 'Self', subject: `CN=${text}` },
      tags: { t: text },
    } as const
    const argv = argvOf(azSnippet(write, place).code)
    expect(argv.slice(0, 7)).toEqual([
      'keyvault',
      'certificate',
      'create',
      '--vault-name',
      'v',
      '--name',
      'n',
    ])
    expect(JSON.parse(wordAfter(argv, '--policy'))).toMatchObject({
      x509CertificateProperties: { subject: `CN=${text}` },
    })
    expect(argv.at(-1)).toBe(`t=${text}`)
    const body: unknown = JSON.parse(wordAfter(argvOf(azRest(write, place)), '--body'))
    expect(body).toMatchObject({ tags: { t: text } })
  })

  // The command is for people who have jq; the machine of the test may not.
  const hasJq = spawnSync('jq', ['--version']).status === 0

  it.skipIf(!hasJq)('puts a password into a body that stays JSON', () => {
    const write = {
      kind: 'set-issuer',
      vault: 'v',
      issuer: 'ca',
      settings: { provider: 'DigiCert', accountId: `\\("$CA_CREDENTIAL")`, credential: 'API key' },
    } as const
    const code = azRest(write, place).replace(/^read .*\n/, `CA_CREDENTIAL='"},\\ "$x'\n`)
    expect(JSON.parse(wordAfter(argvOf(code), '--body'))).toMatchObject({
      credentials: { account_id: `\\("$CA_CREDENTIAL")`, pwd: `"},\\ "$x` },
    })
  })
})
