import 'server-only'
import { compareFindings, examineCertificate } from '#lib/domain/attention/registry.ts'
import { examineChanges } from '#lib/domain/attention/vault-registry.ts'
import { mayBeRenewing } from '#lib/domain/certificates/may-be-renewing.ts'
import { ownerOf } from '#lib/domain/certificates/owner.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { activityVerbs } from '../activity/schema.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import { listCertificates } from '../certificates/list.ts'
import type { CertificateSummary } from '../certificates/schema.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import { listVaults } from '../vaults/list.ts'
import type { Attention, AttentionItem } from './schema.ts'

/**
 * What needs a person, over every vault the caller can read. A vault that cannot be read is a failure
 * beside the rest, never the end of the list. Throws `FailureError` when not even the vaults can be listed.
 */
export async function listAttention(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<Attention> {
  authorize(caller, 'SecurityOperations')
  const vaults = await listVaults(services, caller)
  const attempts = await mapBounded(vaults.items, fleetConcurrency, ({ name }) =>
    attempt(() => readVault(services, caller, name)),
  )
  const { values, failures } = partial(attempts)
  const certificates = values.flatMap((vault) => vault.certificates)
  const ours = await lastChanges(services)
  const now = services.clock.now()
  const items = [
    ...vaults.items.flatMap(({ name: vault, tags, findings, ...times }) => {
      const oursOn = ours.get(vault.toLowerCase()) ?? null
      const owner = ownerOf(tags)
      return [...findings, ...examineChanges({ ...times, vault, oursOn }, now)].map((finding) => ({
        ...finding,
        owner,
      }))
    }),
    ...values.flatMap((vault) => vault.findings),
  ].sort(compareFindings)
  return {
    items,
    failures: [...vaults.failures, ...failures],
    vaultsRead: values.length,
    vaultsTotal: vaults.items.length,
    certificates: certificates.length,
    expiries: certificates
      .filter((one) => one.enabled && !one.unissued && one.expiresOn !== null)
      .map(({ vault, name, expiresOn }) => ({ vault, name, expiresOn })),
  }
}

/** When each vault was last changed from here, or may have been, by its name in lower case. */
async function lastChanges({ store }: Services): Promise<ReadonlyMap<string, string>> {
  const rows = await store
    .selectFrom('records')
    .select(({ fn }) => [fn<string>('lower', ['vault']).as('name'), fn.max('at').as('at')])
    .where(({ eb, or }) => or([eb('outcome', 'is', null), eb('outcome', '=', 'done')]))
    .where('verb', 'in', managementVerbs)
    .groupBy(({ fn }) => fn<string>('lower', ['vault']))
    .execute()
  return new Map(rows.map(({ name, at }) => [name, at]))
}

/** What Azure counts as a change of the vault itself. */
const managementVerbs = activityVerbs.filter((verb) =>
  /^(vaults|network|access-policies|permission-model)\./.test(verb),
)

/** Most certificates of one vault whose operations are asked for; one call each. */
const askedMax = 100

interface ReadVault {
  readonly certificates: readonly CertificateSummary[]
  readonly findings: readonly AttentionItem[]
}

async function readVault(services: Services, caller: Caller, vault: string): Promise<ReadVault> {
  const certificates = await listCertificates(services, caller, { vault })
  const now = services.clock.now()
  const asked = new Set(
    [
      ...certificates.filter(({ unissued }) => unissued),
      ...certificates.filter((one) => !one.unissued && mayBeRenewing(one, now)),
    ]
      .slice(0, askedMax)
      .map(({ name }) => name),
  )
  const findings = await mapBounded(certificates, 8, async (certificate) => {
    // The list tells the rest: what was never issued has a story to ask for, and so has a renewal.
    const operation = asked.has(certificate.name)
      ? await attempt(() =>
          getPendingOperation(services, caller, { vault, name: certificate.name }),
        )
      : null
    const told = operation?.ok ? operation.value : null
    const found = examineCertificate(
      {
        ...certificate,
        operation: told && {
          status: told.status,
          issuer: told.issuer,
          error: told.error?.message ?? null,
        },
      },
      now,
    )
    return found.map((finding) => ({ ...finding, owner: ownerOf(certificate.tags) }))
  })
  return { certificates, findings: findings.flat() }
}
