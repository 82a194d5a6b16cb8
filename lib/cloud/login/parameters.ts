import { badRequest, missingParameter, printable } from './errors.ts'

/** Parameters of a query or a form; a repeated one is refused (RFC 6749 section 3.1). */
export function singleParameters(params: URLSearchParams): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of params) {
    if (found.has(name)) {
      throw badRequest(
        9000411,
        `The request is not properly formatted. The parameter '${printable(name)}' is duplicated.`,
        'invalid_request',
      )
    }
    found.set(name, value)
  }
  return found
}

/** The form body; anything that is no form counts as empty, as with Entra. */
export async function formParameters(request: Request): Promise<ReadonlyMap<string, string>> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return new Map()
  return singleParameters(new URLSearchParams(await request.text()))
}

/** An empty value counts as absent (RFC 6749 section 3.1). */
export function required(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name)
  if (!value) throw missingParameter(name)
  return value
}
