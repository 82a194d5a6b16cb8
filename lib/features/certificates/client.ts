import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type ActionResult,
  type Download,
  getJson,
  postForFile,
  postJson,
  run,
} from '../api/client.ts'
import type { PartialList } from '../vaults/schema.ts'
import {
  createCertificateAction,
  createVersionAction,
  deleteCertificateAction,
  importCertificateAction,
  purgeCertificateAction,
  recoverCertificateAction,
  updatePolicyAction,
  updateVersionAction,
} from './actions.ts'
import type {
  Accepted,
  Certificate,
  CertificateRef,
  CertificateSummary,
  CertificateVersion,
  ConfirmedInput,
  CreateCertificateInput,
  CreateVersionInput,
  DeletedCertificate,
  DownloadPublicInput,
  ExportChainInput,
  ExportPrivateInput,
  ImportCertificateInput,
  Imported,
  ImportPreview,
  NameUse,
  UpdatePolicyInput,
  UpdateVersionInput,
  VersionSummary,
} from './schema.ts'

const part = encodeURIComponent
const root = (vault: string, name: string) => `/api/certificates/${part(vault)}/${part(name)}`
const version = (ref: { vault: string; name: string; version: string }) =>
  `${root(ref.vault, ref.name)}/versions/${part(ref.version)}`

export const certificateUrls = {
  list: (vault: string) => `/api/certificates?vault=${part(vault)}`,
  deleted: (vault?: string) =>
    vault === undefined
      ? '/api/deleted-certificates'
      : `/api/deleted-certificates?vault=${part(vault)}`,
  get: root,
  versions: (vault: string, name: string) => `${root(vault, name)}/versions`,
  version,
  nameUse: (vault: string, name: string) => `${root(vault, name)}/name-use`,
  /** A plain link: `<a href download>`. Needs the right certificates/get only. */
  downloadPublic: (input: DownloadPublicInput) => `${version(input)}/public?format=${input.format}`,
  exportPrivate: (ref: { vault: string; name: string; version: string }) =>
    `${version(ref)}/private`,
  exportChain: (ref: { vault: string; name: string; version: string }) => `${version(ref)}/chain`,
  preview: '/api/import-previews',
} as const

/** Certificates of one vault, newest version of each, those never issued included. */
export const certificatesQuery = (vault: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'list'],
    queryFn: ({ signal }) =>
      getJson<readonly CertificateSummary[]>(certificateUrls.list(vault), signal),
  })

export const certificateQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'one', name, 'current'],
    queryFn: ({ signal }) => getJson<Certificate>(certificateUrls.get(vault, name), signal),
  })

/** Newest first. */
export const versionsQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'one', name, 'versions'],
    queryFn: ({ signal }) =>
      getJson<readonly VersionSummary[]>(certificateUrls.versions(vault, name), signal),
  })

export const versionQuery = (vault: string, name: string, version: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'one', name, 'version', version],
    queryFn: ({ signal }) =>
      getJson<CertificateVersion>(certificateUrls.version({ vault, name, version }), signal),
  })

/** What a new certificate of this name would meet. */
export const nameUseQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'one', name, 'name-use'],
    queryFn: ({ signal }) => getJson<NameUse>(certificateUrls.nameUse(vault, name), signal),
  })

/** Deleted certificates of one vault, or of every vault the user can read. */
export const deletedCertificatesQuery = (vault?: string) =>
  queryOptions({
    queryKey: ['deleted-certificates', vault ?? null],
    queryFn: ({ signal }) =>
      getJson<PartialList<DeletedCertificate>>(certificateUrls.deleted(vault), signal),
  })

/** Reads an upload without keeping it. Throws `FailureError`; fields `file` and `password`. */
export function previewImport(file: File, password: string): Promise<ImportPreview> {
  const form = new FormData()
  form.set('file', file)
  form.set('password', password)
  return postJson<ImportPreview>(certificateUrls.preview, form)
}

/** Fetches certificate and private key; recorded with its reason. Throws `FailureError`. */
export function exportPrivate(input: ExportPrivateInput): Promise<Download> {
  const { format, password, reason } = input
  return postForFile(certificateUrls.exportPrivate(input), { format, password, reason })
}

/** Fetches the certificate with its issuers from its secret, without the key; recorded. Throws `FailureError`. */
export function exportChain(input: ExportChainInput): Promise<Download> {
  const { format, reason } = input
  return postForFile(certificateUrls.exportChain(input), { format, reason })
}

// ---- Writes: server actions. None throws; `result.ok` tells, `result.failure.fields` names fields. ----

/** Resolves when the vault has accepted the order; `certificateQuery` tells its `operation` then. */
export const createCertificate = (input: CreateCertificateInput): Promise<ActionResult<Accepted>> =>
  run(createCertificateAction(input))

export const importCertificate = (input: ImportCertificateInput): Promise<ActionResult<Imported>> =>
  run(importCertificateAction(input))

/** Answers with the version's new state. */
export const updateVersion = (
  input: UpdateVersionInput,
): Promise<ActionResult<CertificateVersion>> => run(updateVersionAction(input))

/** Answers with the certificate as it is then. */
export const updatePolicy = (input: UpdatePolicyInput): Promise<ActionResult<Certificate>> =>
  run(updatePolicyAction(input))

/** The next version by the vault's own policy; `certificateQuery` tells its `operation` then. */
export const createVersion = (input: CreateVersionInput): Promise<ActionResult<Accepted>> =>
  run(createVersionAction(input))

export const deleteCertificate = (input: ConfirmedInput): Promise<ActionResult<Accepted>> =>
  run(deleteCertificateAction(input))

export const recoverCertificate = (input: CertificateRef): Promise<ActionResult<Accepted>> =>
  run(recoverCertificateAction(input))

export const purgeCertificate = (input: ConfirmedInput): Promise<ActionResult<Accepted>> =>
  run(purgeCertificateAction(input))

/** After a write: everything that may show the vault's certificates asks again. */
export async function refreshCertificates(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['certificates', vault] }),
    client.invalidateQueries({ queryKey: ['deleted-certificates'] }),
    client.invalidateQueries({ queryKey: ['attention'] }),
    client.invalidateQueries({ queryKey: ['pending'] }),
    client.invalidateQueries({ queryKey: ['renewal-hazards'] }),
    client.invalidateQueries({ queryKey: ['fleet'], refetchType: 'none' }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ])
}
