import 'server-only'
import type { PolicyChangeRequest } from '#lib/azure/certificate-policies.ts'
import {
  type PolicyPart,
  policyChanges,
  policyStamp,
} from '#lib/domain/certificates/policy/changes.ts'
import { draftOf, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import { changedMeanwhile } from '#lib/domain/changed-meanwhile.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getCertificate } from './get.ts'
import { noPolicy, toPolicy, toVaultPolicy } from './internal.ts'
import type { Certificate, UpdatePolicyInput } from './schema.ts'

/**
 * Changes the policy by which the next version is made; returns the certificate as it is then. Only what
 * differs is sent, so that members which this console does not know stay. Throws `FailureError`,
 * changed-meanwhile when `seen` is not the policy that the vault holds any more.
 */
export async function updatePolicy(
  services: Services,
  caller: Caller,
  input: UpdatePolicyInput,
): Promise<Certificate> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, seen, policy } = input
  const azure = services.azureOf(caller)
  await recorded(
    services,
    caller,
    { verb: 'certificates.update-policy', vault, object: name },
    async () => {
      const { policy: held } = await azure.certificates(vault).get(name)
      if (held === undefined) throw new FailureError(noPolicy(vault))
      const stored = toPolicy(held)
      if (policyStamp(stored) !== seen) {
        throw changedMeanwhile(vault, 'The policy', held.updatedOn)
      }
      const change = changeOf(draftOf(stored), policy)
      if (change !== null) await azure.certificatePolicies(vault).update(name, change)
    },
  )
  return getCertificate(services, caller, { vault, name })
}

/** What is to be sent of the new policy; null when nothing differs. */
function changeOf(before: PolicyDraft, after: PolicyDraft): PolicyChangeRequest | null {
  const changed = policyChanges(before, after).map(({ part }) => part)
  if (changed.length === 0) return null
  const { subjectAlternativeNames, ...all } = toVaultPolicy(after)
  const whole: PolicyChangeRequest = {
    ...all,
    subject: after.subject,
    certificateType: after.certificateType,
    subjectAlternativeNames: {
      dnsNames: [...after.names.dns],
      emails: [...after.names.emails],
      userPrincipalNames: [...after.names.upns],
      ipAddresses: [...after.names.ips],
      uniformResourceIdentifiers: [...after.names.uris],
    },
  }
  const sent = new Set<string>(changed.flatMap((part) => members[part]))
  return Object.fromEntries(Object.entries(whole).filter(([member]) => sent.has(member)))
}

/** The members of the vault's policy that hold each part. */
const members: Readonly<Record<PolicyPart, readonly (keyof PolicyChangeRequest)[]>> = {
  issuer: ['issuerName'],
  certificateType: ['certificateType'],
  certificateTransparency: ['certificateTransparency'],
  subject: ['subject'],
  names: ['subjectAlternativeNames'],
  key: ['keyType', 'keySize', 'keyCurveName'],
  exportable: ['exportable'],
  reuseKey: ['reuseKey'],
  contentType: ['contentType'],
  keyUsage: ['keyUsage'],
  extendedKeyUsage: ['enhancedKeyUsage'],
  validityMonths: ['validityInMonths'],
  lifetimeAction: ['lifetimeActions'],
  enabled: ['enabled'],
}
