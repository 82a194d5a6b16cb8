import { exportPipe } from './export-pipe.ts'
import { bashWord, readableText } from './quote.ts'
import { Blank, type RestRequest, restRequest } from './rest-requests.ts'
import { command } from './shell-command.ts'
import type { CertificateWrite, Place, Snippet } from './write.ts'

/** The request as it goes over the wire, with the blanks named. */
export function restText(write: CertificateWrite, place: Place): Snippet {
  const { method, url, body } = restRequest(write, place)
  const lines = [
    `${method} ${url}`,
    `Authorization: Bearer <access token for ${resourceOf(place)}>`,
    ...(body === undefined
      ? []
      : ['Content-Type: application/json', '', readable(body, (blank) => `"<${blank.what}>"`)]),
  ]
  return { code: lines.join('\n'), notes: [] }
}

/** The same request, sent with the Azure CLI's own sign-in. */
export function azRest(write: CertificateWrite, place: Place): string {
  const request = restRequest(write, place)
  const blanks = blanksOf(request.body)
  const asked = blanks.filter((blank) => blank.file === null).map(ask)
  return [...asked, azRestCommand(request, blanks, place) + savedAs(write)].join('\n')
}

/** Asks for a value without showing it. https://www.gnu.org/software/bash/manual/bash.html#index-read */
export function ask({ variable, what }: Blank): string {
  return `read -rsp ${bashWord(`${what.slice(0, 1).toUpperCase()}${what.slice(1)}: `)} ${variable}; echo`
}

/** https://learn.microsoft.com/cli/azure/reference-index#az-rest */
function azRestCommand(request: RestRequest, blanks: readonly Blank[], place: Place): string {
  return command('az rest', [
    ['--method', bashWord(request.method.toLowerCase())],
    ['--url', bashWord(request.url)],
    ['--resource', bashWord(resourceOf(place))],
    ...(request.body === undefined
      ? []
      : [['--body', bodyWord(request.body, blanks)] satisfies [string, string]]),
  ])
}

/** jq puts the blanks into the body: whatever they hold, the body stays JSON. https://jqlang.org/manual/ */
function bodyWord(body: unknown, blanks: readonly Blank[]): string {
  const json = jsonWord(body, (blank) => `$${blank.variable}`)
  if (blanks.length === 0) return json
  const values = blanks.map(
    (blank) =>
      `--arg ${blank.variable} "${blank.file === null ? `$${blank.variable}` : fileContent(blank)}"`,
  )
  return `"$(jq -n ${values.join(' ')} ${json})"`
}

function fileContent(blank: Blank): string {
  const file = bashWord(blank.file ?? '')
  // A backup is kept as the bytes that the CLI and PowerShell write; the service takes base64url.
  const url = blank.what.endsWith('base64url') ? " | tr '/+' '_-' | tr -d '='" : ''
  return String.raw`$(base64 < ${file} | tr -d '\n'${url})`
}

/** Where the answer goes that is the point of the request. */
function savedAs(write: CertificateWrite): string {
  const value = ' \\\n  --query value --output tsv \\\n  | '
  if (write.kind === 'export-private') return `${value}${exportPipe(write)}`
  if (write.kind !== 'backup') return ''
  const padded = `tr '_-' '/+' | awk '{ while (length % 4) $0 = $0 "="; print }'`
  return `${value}${padded} | base64 --decode > ${bashWord(`${write.name}.backup`)}`
}

export function resourceOf(place: Place): string {
  return `https://${place.vaultSuffix.slice(1)}`
}

function blanksOf(value: unknown): Blank[] {
  if (value instanceof Blank) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(blanksOf)
}

/** JSON in lines, the blanks written by the caller. What is short and holds nothing deeper stands on one line. */
function readable(value: unknown, blank: (blank: Blank) => string, indent = ''): string {
  if (value instanceof Blank) return blank(value)
  if (typeof value !== 'object' || value === null) return readableText(value)
  const inner = `${indent}  `
  const items: unknown[] = Object.values(value)
  const texts = items.map((item) => readable(item, blank, inner))
  const isList = Array.isArray(value)
  const members = isList
    ? texts
    : Object.keys(value).map((name, index) => `${readableText(name)}: ${texts[index]}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (members.length === 0) return open + close
  const space = isList ? '' : ' '
  const line = `${open}${space}${members.join(', ')}${space}${close}`
  const isFlat = items.every((item) => typeof item !== 'object' || item === null)
  if (isFlat && line.length <= 60) return line
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`
}

/** JSON in lines, without blanks. */
export function readableJson(value: unknown): string {
  return readable(value, () => 'null')
}

/** JSON as a single-quoted word of a shell, to stand behind a flag on a line of its own. */
export function jsonWord(value: unknown, blank: (blank: Blank) => string = () => 'null'): string {
  return `'${readable(value, blank, '  ')}'`
}
