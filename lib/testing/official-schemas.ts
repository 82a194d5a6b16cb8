import { Ajv, type ValidateFunction } from 'ajv'
import { type Area, areas, officialOperationOf, readDescription } from './official-api.ts'

/**
 * Where the recorded service itself leaves its description; each with what it does instead.
 * Everything else that the description says holds for every answer.
 */
const recordedExceptions: readonly { what: string; fits: (problem: Problem) => boolean }[] = [
  {
    what: 'the last page has a nextLink of null',
    fits: ({ at, keyword, value }) =>
      at.endsWith('/nextLink') && keyword === 'type' && value === null,
  },
  {
    what: "the sku and the permissions of a vault are in the caller's spelling",
    fits: ({ at, keyword, value }) =>
      keyword === 'enum' &&
      /\/(sku\/(name|family)|permissions\/[a-z]+\/\d+)$/.test(at) &&
      /^(a|standard|premium|list)$/i.test(String(value)),
  },
]

interface Problem {
  /** JSON pointer to the member. */
  at: string
  keyword: string
  message: string
  value: unknown
}

/** Formats whose text can be judged; the others only describe. */
const formats = {
  // RFC 4648 section 5, padding left out as RFC 7515 section 2 does.
  base64url: /^[A-Za-z0-9_-]*$/,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  unixtime: { type: 'number' as const, validate: Number.isInteger },
  int32: { type: 'number' as const, validate: Number.isInteger },
  int64: { type: 'number' as const, validate: Number.isInteger },
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
}
const describing = ['uri', 'duration', 'arm-id', 'password', 'date', 'double', 'float', 'decimal']

let compiler: Ajv | null = null

function theCompiler(): Ajv {
  if (compiler) return compiler
  // `verbose` keeps the value of a member at fault. The descriptions are OpenAPI: unknown words are not errors.
  compiler = new Ajv({ strict: false, allErrors: true, verbose: true, formats })
  for (const name of describing) compiler.addFormat(name, true)
  for (const area of areas) compiler.addSchema(withoutForeign(readDescription(area)), fileOf(area))
  return compiler
}

/** References into files that are not here describe nothing: any value fits them. */
function withoutForeign(description: object): object {
  const text = JSON.stringify(description, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value
    return String(value.$ref).startsWith('#') ? value : {}
  })
  return JSON.parse(text)
}

function fileOf(area: Area): string {
  return `https://official.example/${area}.json`
}

const compiled = new Map<string, ValidateFunction>()

function validatorOf(area: Area, pointer: string): ValidateFunction {
  const id = `${fileOf(area)}${pointer}`
  const known = compiled.get(id)
  if (known) return known
  const made = theCompiler().compile({ $ref: id })
  compiled.set(id, made)
  return made
}

/**
 * What of an answer contradicts Azure's own description, one line each; empty when it conforms or when no
 * description covers the request.
 * @param body the parsed JSON, undefined for an answer without a body
 */
export function contradictions(
  request: { method: string; url: string },
  answer: { status: number; body: unknown },
): string[] {
  const operation = officialOperationOf(request.method, new URL(request.url))
  // 401 and 5xx come from in front of the service; the descriptions are silent about them.
  if (!operation || answer.status === 401 || answer.status >= 500) return []
  const where = `${operation.id} ${answer.status}`
  const exact = operation.answers.get(String(answer.status))
  if (exact === undefined && answer.status < 400) return [`${where}: no such answer is described`]
  const pointer = exact ?? (answer.status >= 400 ? operation.answers.get('default') : null)
  if (pointer === null || pointer === undefined) return []
  if (answer.body === undefined) return [`${where}: the body is missing`]
  return problemsOf(validatorOf(operation.area, pointer), answer.body).map(
    (problem) => `${where}: ${problem}`,
  )
}

/** What of a value contradicts a definition of an area's description, one line each. */
export function contradictionsOf(area: Area, definition: string, value: unknown): string[] {
  return problemsOf(validatorOf(area, `#/definitions/${definition}`), value)
}

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  return (validate.errors ?? [])
    .map(
      (error): Problem => ({
        at: error.instancePath,
        keyword: error.keyword,
        message: error.message ?? '',
        value: error.data,
      }),
    )
    .filter((problem) => !recordedExceptions.some(({ fits }) => fits(problem)))
    .map(({ at, message }) => `${at || '/'} ${message}`)
}
