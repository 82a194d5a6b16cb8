import 'server-only'
import { headers } from 'next/headers'
import { forbidden, unauthorized } from 'next/navigation'
import { createSafeActionClient } from 'next-safe-action'
import * as z from 'zod'
import { hasRole } from '#lib/session/caller.ts'
import { type Role, roles } from '#lib/session/roles.ts'
import { foreignReason } from '#lib/session/same-origin.ts'
import { currentSession } from '#lib/session/server.ts'
import { publicFailure } from './failures.ts'
import { theConsole } from './services.ts'

const metadata = z.object({ verb: z.string(), role: z.enum(roles) })

/**
 * The one client that every server action is built on: session → own page → role → input → verb → record →
 * mapped error. A request without session is answered 401, a foreign one or one without the role 403, both
 * without content. The verb authorizes and records again by itself; this is the outer lock.
 */
const client = createSafeActionClient({
  defineMetadataSchema: () => metadata,
  async handleServerError(error, { metadata: about }) {
    const { log } = await theConsole()
    return publicFailure(error, log, { verb: about?.verb })
  },
}).use(async ({ next, metadata: about }) => {
  const { services, log } = await theConsole()
  const session = await currentSession()
  if (session === null) unauthorized()
  const { caller } = session
  const reason = foreignReason(await headers())
  if (reason !== null || !hasRole(caller, about.role)) {
    // ASVS 16.3.2: denials are logged.
    log.warn({ verb: about.verb, reason: reason ?? `no role ${about.role}` }, 'refused an action')
    forbidden()
  }
  return next({ ctx: { services, caller } })
})

/** An action for callers of this role: `actionFor('SecurityOperations', 'certificates.create')`. */
export function actionFor(role: Role, verb: string) {
  return client.metadata({ verb, role })
}

/** Messages by the path of their field, such as `name` or `dnsNames.0`; `''` for the form as a whole. */
export type FieldErrors = Record<string, string[]>

/** Second argument of `inputSchema`: keeps the messages of nested fields, which the library would drop. */
export const fieldErrors = {
  handleValidationErrorsShape: async (errors: object): Promise<FieldErrors> => {
    const fields: FieldErrors = {}
    collect(errors, '', fields)
    return fields
  },
}

function collect(errors: object, path: string, fields: FieldErrors): void {
  for (const [key, value] of Object.entries(errors)) {
    if (key === '_errors' && Array.isArray(value)) fields[path] = value.map(String)
    else if (typeof value === 'object' && value !== null) {
      collect(value, path === '' ? key : `${path}.${key}`, fields)
    }
  }
}
