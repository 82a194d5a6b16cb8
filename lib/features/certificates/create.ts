import 'server-only'
import type { CertificatePolicy } from '#lib/azure/certificates.ts'
import { findKeyChoice } from '#lib/domain/certificates/key-types.ts'
import { checkName, type NameKind } from '#lib/domain/certificates/names.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { Accepted, CreateCertificateInput } from './schema.ts'

/**
 * Orders a self-signed certificate, or the next version of one. Returns when the vault has accepted the
 * order; `getPendingOperation` tells when it is done. Throws `FailureError`.
 */
export async function createCertificate(
  services: Services,
  caller: Caller,
  input: CreateCertificateInput,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, enabled, tags } = input
  const gateway = services.azureOf(caller).certificates(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.create', vault, object: name },
    async () => {
      await gateway.create(name, { policy: policyOf(input), enabled, tags })
      return { vault, name }
    },
  )
}

function policyOf(input: CreateCertificateInput): CertificatePolicy {
  const key = findKeyChoice(input.key)
  const dnsNames = oneOrMore('dns', input.dnsNames)
  const emails = oneOrMore('email', input.emails)
  const userPrincipalNames = oneOrMore('upn', input.upns)
  const others = {
    ...(emails && { emails }),
    ...(userPrincipalNames && { userPrincipalNames }),
  }
  const names = dnsNames
    ? { dnsNames, ...others }
    : emails
      ? { ...others, emails }
      : userPrincipalNames && { userPrincipalNames }
  return {
    issuerName: 'Self',
    subject: input.subject,
    ...(names && { subjectAlternativeNames: names }),
    ...(key && { keyType: key.kty }),
    ...(key?.size && { keySize: key.size }),
    ...(key?.curve && { keyCurveName: key.curve }),
    exportable: input.exportable,
    reuseKey: input.reuseKey,
    validityInMonths: input.validityMonths,
    contentType: input.contentType,
    // An EC key encrypts no other key (RFC 8813 section 3), so the service's default would not fit it.
    keyUsage: key?.kty === 'EC' ? ['digitalSignature'] : ['digitalSignature', 'keyEncipherment'],
    enabled: input.enabled,
  }
}

/** Names as they are sent: A-labels, lower case, without spaces around. */
function oneOrMore(kind: NameKind, names: readonly string[]): [string, ...string[]] | undefined {
  const [first, ...more] = names.map((name) => checkName(kind, name).value)
  return first === undefined ? undefined : [first, ...more]
}
