import { isHsm, keyProblem } from '../key-types.ts'
import { checkName, type NameLists, nameLists, namesMax } from '../names.ts'
import { subjectProblem } from '../subject.ts'
import { validityProblem } from '../validity.ts'
import type { PolicyDraft, PolicyField } from './draft.ts'
import { oidProblem, purposesMax } from './extended-key-usages.ts'
import { issuerKind } from './issuer-kind.ts'
import { isKeyUsage } from './key-usages.ts'
import { lifetimeActionProblem } from './lifetime.ts'

/**
 * What the service would refuse, in the user's words by field; empty when nothing. A fault in one of the
 * names is told as a fault of `names`: each row can be asked by itself with `checkName`.
 */
export function policyProblems(draft: PolicyDraft): Partial<Record<PolicyField, string>> {
  const found: [PolicyField, string | null][] = [
    ['issuer', issuerProblem(draft.issuer)],
    ['certificateType', draft.certificateType.length > 127 ? 'At most 127 characters.' : null],
    ['subject', subjectFault(draft)],
    ['names', namesProblem(draft.names) ?? orderProblem(draft)],
    ['kty', keyProblem(draft)],
    ['exportable', exportableProblem(draft)],
    ['keyUsage', draft.keyUsage.every(isKeyUsage) ? null : 'Key Vault does not know one of these.'],
    ['extendedKeyUsage', purposesProblem(draft.extendedKeyUsage)],
    ['validityMonths', validityProblem(draft.validityMonths)],
    ['lifetimeAction', lifetimeActionProblem(draft)],
  ]
  return Object.fromEntries(found.filter(([, message]) => message !== null))
}

/** https://learn.microsoft.com/rest/api/keyvault/certificates/set-certificate-issuer#uri-parameters */
function issuerProblem(issuer: string): string | null {
  if (issuer === '') return 'Choose who signs the certificate.'
  return /^[0-9a-zA-Z-]{1,127}$/.test(issuer) ? null : 'This is not the name of an issuer.'
}

function subjectFault({ subject, names }: PolicyDraft): string | null {
  if (subject.length > 2000) return 'The subject is longer than 2000 characters.'
  const named = Object.values(names).some((list) => list.length > 0)
  return subjectProblem(subject, !named)
}

function namesProblem(names: NameLists): string | null {
  for (const [kind, list] of nameLists) {
    if (names[list].length > namesMax) return `At most ${namesMax} names of one kind.`
    for (const name of names[list]) {
      const { problem } = checkName(kind, name)
      if (problem !== null) return `${name}: ${problem}`
    }
  }
  return null
}

/**
 * The CAs that a vault orders from sign for TLS servers alone, by the DNS names that they have vetted; an
 * order without one comes back rejected.
 */
function orderProblem({ issuer, names }: PolicyDraft): string | null {
  if (issuerKind(issuer) !== 'integrated' || issuerProblem(issuer) !== null) return null
  if (names.dns.length > 0) return null
  return `${issuer} signs for DNS names: add at least one.`
}

function exportableProblem({ kty, exportable }: PolicyDraft): string | null {
  return exportable && isHsm(kty) ? 'A key made in an HSM cannot be exportable.' : null
}

function purposesProblem(oids: readonly string[]): string | null {
  if (oids.length > purposesMax) return `At most ${purposesMax} purposes.`
  if (new Set(oids).size < oids.length) return 'A purpose stands here twice.'
  const wrong = oids.find((oid) => oidProblem(oid) !== null)
  return wrong === undefined ? null : `${wrong}: ${oidProblem(wrong)}`
}
