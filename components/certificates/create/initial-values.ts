import type { CaProfile } from '#lib/domain/certificates/ca-profiles.ts'
import { findKeyChoice, keyOf } from '#lib/domain/certificates/key-types.ts'
import { publicMonths, templateFor } from '#lib/domain/certificates/policy/templates.ts'
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

/** What a CA outside wants of a request, in the form's own terms. */
function wishesOf(profile: CaProfile | null, now: Date): Partial<CreateValues> {
  const choice = profile && findKeyChoice(profile.begin.key)
  if (profile === null || choice === null) return {}
  const { extendedKeyUsage } = profile.begin
  const validityMonths =
    profile.kind === 'public'
      ? Math.min(profile.begin.validityMonths, publicMonths(now))
      : profile.begin.validityMonths
  return {
    key: keyOf(choice, false),
    // A key on a curve encrypts no other key.
    ...(choice.kty === 'EC' ? { keyUsage: ['digitalSignature'] } : {}),
    extendedKeyUsage,
    validityMonths: String(validityMonths),
  }
}

/** How a new form begins on each way; a request for a known CA begins as that one wants it. */
export function startsOfWays(
  now: Date,
  profile: CaProfile | null,
): Readonly<Record<OrderWay, CreateValues>> {
  const self = initialValues(now)
  const csr = { ...moveToWay(self, 'csr', now), ...wishesOf(profile, now) }
  return { self, ca: moveToWay(self, 'ca', now), csr }
}
