import { parseForeign } from '../json-depth.ts'
import { badRequest } from './errors.ts'

/** The body of a request as JSON; the listener bounds its length. @throws GraphError 400 */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return parseForeign(await request.text())
  } catch {
    throw badRequest('Unable to read JSON request payload.')
  }
}
