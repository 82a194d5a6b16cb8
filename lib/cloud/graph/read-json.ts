import { badRequest } from './errors.ts'

/** The body of a request as JSON; the listener bounds its length. @throws GraphError 400 */
export async function readJson(request: Request): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await request.text())
    return body
  } catch {
    throw badRequest('Unable to read JSON request payload.')
  }
}
