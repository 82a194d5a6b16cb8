import type { IssuerSettings } from '#lib/domain/certificates/issuers/changes.ts'
import { findProvider } from '#lib/domain/certificates/issuers/providers.ts'
import type { CertificateWrite } from '#lib/domain/show-as-code/write.ts'
import type { IssuerValues } from './issuer-model.ts'

/** A new issuer as it is shown as code: without its credential, which the code asks for. */
export function newIssuerWrite(vault: string, values: IssuerValues): CertificateWrite {
  const { name, credential: _, ...settings } = values
  return {
    kind: 'set-issuer',
    vault,
    issuer: name,
    settings: { ...settings, credential: credentialWord(values.provider) },
  }
}

/** The change of an issuer; of a new credential only that there is one. */
export function issuerChangeWrite(
  issuer: { readonly vault: string; readonly name: string; readonly provider: string },
  { credential, ...change }: Partial<IssuerSettings>,
): CertificateWrite {
  const { vault, name, provider } = issuer
  return {
    kind: 'update-issuer',
    vault,
    issuer: name,
    provider,
    credential: credentialWord(provider),
    change: { ...change, newCredential: credential !== undefined },
  }
}

function credentialWord(provider: string): string {
  return findProvider(provider)?.credentialLabel ?? 'Credential'
}
