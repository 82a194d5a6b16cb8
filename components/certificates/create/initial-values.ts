import { templateFor } from '#lib/domain/certificates/policy/templates.ts'
import { templateValues } from '../policy-form/policy-values.ts'
import { type CreateValues, emptyCreateValues } from './create-model.ts'
import { moveToWay } from './move-to-way.ts'
import type { OrderWay } from './ways.ts'

/** A new form: self-signed, for a web server. Made on the server, so that no browser waits for the templates. */
export function initialValues(now: Date): CreateValues {
  const { issuer } = emptyCreateValues
  const setting = { issuer, now, premium: null, environment: null }
  const { policy } = templateFor('web-server', setting)
  return { ...emptyCreateValues, purpose: 'web-server', ...templateValues(policy) }
}

/** How a new form begins on each way. */
export function startsOfWays(now: Date): Readonly<Record<OrderWay, CreateValues>> {
  const self = initialValues(now)
  return { self, ca: moveToWay(self, 'ca', now), csr: moveToWay(self, 'csr', now) }
}
