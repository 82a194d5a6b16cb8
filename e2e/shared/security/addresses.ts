import { credentials } from '../control.ts'
import { getJson, type HttpSession } from '../http-session.ts'
import { routes } from './access-table.ts'
import { pages } from './page-table.ts'

/** A version of the certificate that the addresses of the access table are about. */
export async function sampleVersion(session: HttpSession): Promise<string> {
  const path = '/api/certificates/contoso-dev/www-dev/versions'
  const [newest] = await getJson<{ version: string }[]>(session, path)
  if (!newest) throw new Error('The sample has no www-dev in contoso-dev.')
  return newest.version
}

export function fill(path: string, version: string): string {
  const { tenantId, subscriptions } = credentials()
  return path
    .replace('{version}', version)
    .replace('{tenant}', tenantId)
    .replace('{subscription}', subscriptions[0] ?? '')
}

/** One address for every page of the console. */
export function pageAddresses(version: string): string[] {
  return Object.values(pages).map(({ path }) => fill(path, version))
}

/** One address for every route that answers GET. */
export function readAddresses(version: string): string[] {
  return Object.values(routes)
    .filter(({ methods }) => 'GET' in methods)
    .map(({ path }) => fill(path, version))
}
