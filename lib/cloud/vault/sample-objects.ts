import { invariant } from '#lib/base/invariant.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import type { CloudContext } from '../context.ts'
import { createAuthorities } from '../issuers/authorities.ts'
import { keyOf, newVersion } from './identifiers.ts'
import { findIssuerAccount, validityOfDer } from './issue/ask-authority.ts'
import { createRequest, createSelfSigned } from './issue/certificate.ts'
import { versionRows } from './issue/complete.ts'
import { generateKey, type KeyPair } from './issue/key-pair.ts'
import { plannedValidity, type Validity } from './issue/validity.ts'
import { seconds } from './policy/from-certificate.ts'
import type { StoredPolicy } from './policy/model.ts'
import { readPolicy } from './policy/read-policy.ts'
import { addVersion } from './rows/add-version.ts'
import { findLiveCertificate, markDeleted, putCertificate } from './rows/certificates.ts'
import { type OperationRow, putOperation } from './rows/operations.ts'
import { findVersion, updateVersion } from './rows/versions.ts'
import { createSampleAuthority, type SampleAuthority } from './sample-authority.ts'

/** Key types that samples may ask for. EC keys are made in microseconds, RSA keys are not. */
export type SampleKeyType =
  | { kty: 'EC'; crv: 'P-256' | 'P-384' | 'P-521' }
  | { kty: 'RSA'; size: 2048 | 3072 | 4096 }

/** Where a sample lives and when it came to be. */
export interface SampleSpot {
  /** The vault's name; the vault row must exist already. */
  vault: string
  /** The certificate's name in the vault. */
  name: string
  /** When this happened on the cloud's clock: the created and updated time of the object. */
  at: Date
}

export interface SampleCertificate extends SampleSpot {
  /** X.500 text as Key Vault takes it, for example `CN=www.contoso.example, O=Contoso`. */
  subject: string
  dnsNames?: readonly string[]
  /** Default `{kty: 'EC', crv: 'P-256'}`. */
  key?: SampleKeyType
  /** Default 12. The certificate runs from ten minutes before `at`. */
  validityMonths?: number
  /** Ends the certificate at this moment exactly, whatever `validityMonths` says. */
  notAfter?: Date
  /** Default true. */
  enabled?: boolean
  /** Default true: the private key may leave the vault with the secret. */
  exportable?: boolean
  /** Default `application/x-pkcs12`. */
  contentType?: 'application/x-pkcs12' | 'application/x-pem-file'
  tags?: Readonly<Record<string, string>>
  /** Default: what the service does when nothing is said, renewal for `Self`. */
  lifetimeAction?: 'AutoRenew' | 'EmailContacts'
  /** A key made before, of the kind that `key` says. Default: a new one. */
  pair?: KeyPair
}

/** A self-signed certificate, completed. On an existing name it adds a version. */
export async function sampleCertificate(
  ctx: CloudContext,
  options: SampleCertificate,
): Promise<{ version: string }> {
  const policy = policyOf(options, 'Self')
  const pair = options.pair ?? (await generateKey(policy.key_props))
  const validity = validityOf(options, policy)
  const leaf = await createSelfSigned(policy, pair, validity)
  return keep(ctx, options, { policy, pair, validity, leaf, chain: [] })
}

/** Leaf < intermediate < root made by a private CA and imported: issuer `Unknown`, chain kept. */
export async function sampleImportedChain(
  ctx: CloudContext,
  options: SampleCertificate & { intermediateName?: string; rootName?: string },
): Promise<{ version: string }> {
  const policy = policyOf(options, 'Unknown')
  const pair = options.pair ?? (await generateKey(policy.key_props))
  const validity = validityOf(options, policy)
  const authority = await authorityOf(ctx, {
    root: options.rootName ?? 'Contoso Root CA',
    intermediate: options.intermediateName ?? 'Contoso Issuing CA 1',
    now: seconds(options.at),
  })
  const leaf = await authority.sign(policy, pair, validity)
  return keep(ctx, options, { policy, pair, validity, leaf, chain: authority.chain })
}

/**
 * Ordered from a simulated authority, as the vault's issuer of this name would, and issued at `at`.
 * The issuer must exist, its order be one that the authority fulfils.
 */
export async function sampleOrdered(
  ctx: CloudContext,
  options: SampleCertificate & { issuer: string; product: 'OV-SSL' | 'EV-SSL' },
): Promise<{ version: string }> {
  const plain = policyOf(options, options.issuer)
  const policy = { ...plain, issuer: { ...plain.issuer, cty: options.product } }
  const pair = await generateKey(policy.key_props)
  const issuer = ctx.store.read((db) =>
    findIssuerAccount(db, vaultOf(ctx, options).key, options.issuer),
  )
  invariant(issuer, `${options.vault} has the issuer ${options.issuer}`)
  const answer = await createAuthorities(ctx)(issuer.provider)?.poll({
    account: issuer.account,
    product: options.product,
    validityMonths: policy.x509_props.validity_months,
    time: seconds(options.at),
    csr: await createRequest(policy, pair),
  })
  invariant(answer?.issued, `${options.issuer} issues ${options.name}`)
  const { leaf, chain } = answer
  return keep(ctx, options, { policy, pair, validity: validityOfDer(leaf), leaf, chain })
}

/** A request with issuer `Unknown` that waits for its merge: a CSR, no certificate yet. */
export function samplePendingRequest(ctx: CloudContext, options: SampleCertificate): Promise<void> {
  return keepRequest(ctx, options, policyOf(options, 'Unknown'), {
    status: 'inProgress',
    error: null,
  })
}

/** A request that the issuer turned down: operation `failed`, no certificate. */
export function sampleFailedRequest(
  ctx: CloudContext,
  options: SampleCertificate & { issuer?: string; errorMessage?: string },
): Promise<void> {
  return keepRequest(ctx, options, policyOf(options, options.issuer ?? 'DigiCert'), {
    status: 'failed',
    error: {
      code: 'Certificate issuer error',
      message:
        options.errorMessage ??
        'The issuer encountered an error processing the certificate request.',
    },
  })
}

/** Disables one version, or the current one when `version` is absent, with its key and secret. */
export async function sampleDisable(
  ctx: CloudContext,
  options: SampleSpot & { version?: string },
): Promise<void> {
  await ctx.store.write((db) => {
    const vault = vaultOf(ctx, options)
    const certificate = findLiveCertificate(db, vault.key, options.name)
    const version = options.version ?? certificate?.current
    const row =
      certificate && version ? findVersion(db, vault.key, certificate.name, version) : null
    invariant(certificate && row, `${options.vault}/${options.name} has the version to disable`)
    updateVersion(
      db,
      { ...certificate, version: row.version },
      { enabled: false, tags: row.tags, updated: seconds(options.at) },
    )
  })
}

/** Deletes softly at `at`; purge date by the vault's retention. */
export async function sampleSoftDelete(ctx: CloudContext, options: SampleSpot): Promise<void> {
  await ctx.store.write((db) => {
    const vault = vaultOf(ctx, options)
    const certificate = findLiveCertificate(db, vault.key, options.name)
    invariant(certificate, `${options.vault}/${options.name} exists`)
    const deletedAt = seconds(options.at)
    markDeleted(db, certificate, deletedAt, deletedAt + vault.softDeleteRetentionInDays * 86_400)
  })
}

async function keep(
  ctx: CloudContext,
  options: SampleCertificate,
  made: {
    policy: StoredPolicy
    pair: KeyPair
    validity: Validity
    leaf: Uint8Array
    chain: readonly Uint8Array[]
  },
): Promise<{ version: string }> {
  const vault = vaultOf(ctx, options)
  const version = newVersion()
  const now = seconds(options.at)
  const rows = versionRows({
    vault: vault.key,
    display: options.name,
    version,
    now,
    enabled: options.enabled ?? true,
    tags: options.tags ?? null,
    preserveOrder: false,
    policy: made.policy,
    validity: made.validity,
    pkcs8: made.pair.pkcs8,
    spki: made.pair.spki,
    leaf: made.leaf,
    chain: made.chain,
  })
  await ctx.store.write((db) => {
    putCertificate(db, { vault: vault.key, display: options.name, policy: made.policy, now })
    addVersion(db, rows)
  })
  return { version }
}

async function keepRequest(
  ctx: CloudContext,
  options: SampleCertificate,
  policy: StoredPolicy,
  state: Pick<OperationRow, 'status' | 'error'>,
): Promise<void> {
  const vault = vaultOf(ctx, options)
  const pair = options.pair ?? (await generateKey(policy.key_props))
  const csr = await createRequest(policy, pair)
  const now = seconds(options.at)
  await ctx.store.write((db) => {
    putCertificate(db, { vault: vault.key, display: options.name, policy, now })
    const operation: OperationRow = {
      ...state,
      vault: vault.key,
      name: keyOf(options.name),
      requestId: newVersion(),
      version: newVersion(),
      issuer: policy.issuer,
      csr,
      cancellationRequested: false,
      created: now,
      enabled: options.enabled ?? true,
      tags: options.tags ?? null,
      preserveOrder: false,
      renewal: false,
    }
    putOperation(db, operation, state.status === 'inProgress' ? pair.pkcs8 : null)
  })
}

function policyOf(options: SampleCertificate, issuer: string): StoredPolicy {
  const { key = { kty: 'EC', crv: 'P-256' } } = options
  return readPolicy(
    {
      issuer: { name: issuer },
      key_props: {
        kty: key.kty,
        exportable: options.exportable ?? true,
        ...(key.kty === 'EC' ? { crv: key.crv } : { key_size: key.size }),
      },
      secret_props: { contentType: options.contentType ?? 'application/x-pkcs12' },
      x509_props: {
        subject: options.subject,
        validity_months: options.validityMonths ?? 12,
        ...(options.dnsNames ? { sans: { dns_names: [...options.dnsNames] } } : {}),
      },
      ...(options.lifetimeAction === undefined
        ? {}
        : {
            lifetime_actions: [
              {
                trigger: { lifetime_percentage: 80 },
                action: { action_type: options.lifetimeAction },
              },
            ],
          }),
    },
    null,
  )
}

function validityOf(options: SampleCertificate, policy: StoredPolicy): Validity {
  const planned = plannedValidity(seconds(options.at), policy.x509_props.validity_months)
  return options.notAfter ? { ...planned, exp: seconds(options.notAfter) } : planned
}

function vaultOf(ctx: CloudContext, spot: { vault: string }): VaultRecord {
  const vault = ctx.store.read((db) => findVaultByHostName(db, spot.vault))
  invariant(vault, `the vault ${spot.vault} exists`)
  return vault
}

/** One authority by its names: certificates of one sample share their issuer. */
const authorities = new WeakMap<CloudContext, Map<string, Promise<SampleAuthority>>>()

function authorityOf(
  ctx: CloudContext,
  options: { root: string; intermediate: string; now: number },
): Promise<SampleAuthority> {
  const known = authorities.get(ctx) ?? new Map<string, Promise<SampleAuthority>>()
  authorities.set(ctx, known)
  const id = `${options.root}\n${options.intermediate}`
  const made = known.get(id) ?? createSampleAuthority(options)
  known.set(id, made)
  return made
}
