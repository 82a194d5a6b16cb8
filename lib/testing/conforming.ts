import { contradictions } from './official-schemas.ts'

type Fetch<Info> = (request: Request, info: Info) => Promise<Response>

/** A service whose every answer is held against Azure's own description on its way out. */
export interface Conforming<Info> {
  fetch: Fetch<Info>
  /** Throws, with one line for each contradiction, when any answer had one. */
  assertConforming(): void
}

/** Wraps a service of the embedded cloud for a test; the test ends with `assertConforming`. */
export function conforming<Info>(service: { fetch: Fetch<Info> }): Conforming<Info> {
  const found = new Set<string>()
  return {
    async fetch(request, info) {
      const { method, url, headers } = request
      const meant = headers.get('x-http-method') ?? method
      const response = await service.fetch(request, info)
      const text = await response.clone().text()
      const body: unknown = text === '' ? undefined : parsed(text)
      for (const line of contradictions(
        { method: meant, url },
        { status: response.status, body },
      )) {
        found.add(line)
      }
      return response
    },
    assertConforming() {
      if (found.size > 0) {
        throw new Error(
          `Answers that Azure's description does not allow:\n${[...found].join('\n')}`,
        )
      }
    },
  }
}

/** Pages and texts are not described; as a string they fit no schema of an object. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
