import { readFileSync } from 'node:fs'

/** Azure's own description of one operation, out of the files in `lib/testing/spec`. */
export interface OfficialOperation {
  /** For example `GetCertificate` or `Vaults_Get`. */
  id: string
  area: Area
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD'
  /** With `{parameters}`, as the description has it. */
  path: string
  /** JSON pointers into the description, by status or `default`; null for an answer without a body. */
  answers: ReadonlyMap<string, string | null>
}

export type Area = 'certificates' | 'keys' | 'secrets' | 'vaults'
export const areas: readonly Area[] = ['certificates', 'keys', 'secrets', 'vaults']

interface Description {
  paths: Record<string, Record<string, DescribedOperation>>
}

interface DescribedOperation {
  operationId: string
  responses: Record<string, { schema?: object }>
}

/** The description of an area as it stands in its file. */
export function readDescription(area: Area): Description & Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./spec/${area}.json`, import.meta.url), 'utf8'))
}

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head'] as const
const upper = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  patch: 'PATCH',
  delete: 'DELETE',
  head: 'HEAD',
} as const

function operationsIn(area: Area): OfficialOperation[] {
  return Object.entries(readDescription(area).paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const described = item[method]
      if (described === undefined) return []
      const answers = Object.entries(described.responses).map(([status, answer]) => {
        const at = ['paths', path, method, 'responses', status, 'schema'].map(escaped).join('/')
        return [status, answer.schema === undefined ? null : `#/${at}`] as const
      })
      return [
        {
          id: described.operationId,
          area,
          method: upper[method],
          path,
          answers: new Map(answers),
        },
      ]
    }),
  )
}

/** Every operation of the four descriptions. */
export const officialOperations: readonly OfficialOperation[] = areas.flatMap(operationsIn)

/** RFC 6901 section 3, then percent-encoded for a URI fragment (section 6). */
function escaped(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))
}

/** The operation that a request means, or null: words such as `versions` win over parameters. */
export function officialOperationOf(method: string, url: URL): OfficialOperation | null {
  const data = url.hostname.endsWith('.vault.azure.net')
  const found = url.pathname.split('/').filter((segment) => segment !== '')
  const fits = officialOperations
    .filter((one) => one.method === method && (one.area === 'vaults') !== data)
    .map((one) => ({ one, literals: literalsIn(one.path, found) }))
    .filter(({ literals }) => literals >= 0)
    .toSorted((a, b) => b.literals - a.literals)
  return fits[0]?.one ?? null
}

/** How many words of the path match to the letter; -1 when the path does not fit. */
function literalsIn(path: string, found: readonly string[]): number {
  const wanted = path.split('/').filter((segment) => segment !== '')
  // An absent version at the end means the latest one.
  const isShort =
    wanted.length === found.length + 1 && wanted.at(-1)?.endsWith('-version}') === true
  if (wanted.length !== found.length && !isShort) return -1
  let literals = 0
  for (const [at, segment] of found.entries()) {
    const part = wanted[at] ?? ''
    if (part.startsWith('{')) continue
    if (part.toLowerCase() !== segment.toLowerCase()) return -1
    literals += 1
  }
  return literals
}
