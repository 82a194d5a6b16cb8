import { notFound } from 'next/navigation'
import { certificateName, certificateVersion } from '#lib/features/certificates/schema.ts'
import { isVaultName } from '#lib/features/vaults/schema.ts'

export type CertificateParams = Promise<{ vault: string; name: string }>
export type VersionParams = Promise<{ vault: string; name: string; version: string }>

/** Vault and certificate from the address; what cannot be one is not found, before anything is asked. */
export async function readCertificateParams(params: CertificateParams) {
  const { vault, name } = await params
  if (!isVaultName(vault) || !certificateName.safeParse(name).success) notFound()
  return { vault, name }
}

/** The same with a version. */
export async function readVersionParams(params: VersionParams) {
  const { vault, name, version } = await params
  if (!certificateVersion.safeParse(version).success) notFound()
  return { ...(await readCertificateParams(Promise.resolve({ vault, name }))), version }
}

/** `?name=www` of the create and import pages: the certificate that gets a new version; null for none. */
export function readNameQuery(value: string | string[] | undefined): string | null {
  const parsed = certificateName.safeParse(value)
  return parsed.success ? parsed.data : null
}
