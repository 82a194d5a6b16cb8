import type { CertificateWrite, Policy } from '#lib/domain/show-as-code/write.ts'
import type { CertificateContent, ImportPreviewEntry } from '#lib/features/certificates/schema.ts'
import { fromTagPairs } from '../fields/tag-pairs.ts'
import type { ImportValues } from './import-model.ts'

interface Chosen {
  readonly file: { readonly name: string } | null
  readonly entry: ImportPreviewEntry | null
  readonly password: string
}

/** The import as it is shown as code. Of the password only that there is one. */
export function importWrite(
  vault: string,
  values: ImportValues,
  { file, entry, password }: Chosen,
): CertificateWrite {
  const name = file?.name ?? 'certificate.pfx'
  return {
    kind: 'import',
    vault,
    name: values.name,
    file: name,
    contentType: /\.(pem|crt|cer|key)$/i.test(name)
      ? 'application/x-pem-file'
      : 'application/x-pkcs12',
    protected: password !== '',
    policy: {
      ...ofLeaf(entry?.chain[0]),
      exportable: values.exportable,
      // As the import itself sends it: nobody can renew what came from elsewhere.
      issuer: 'Unknown',
      lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: null, lifetimePercentage: 80 },
    },
    tags: fromTagPairs(values.tags),
  }
}

/** What PowerShell has to be told of the certificate, because its policies begin with a subject. */
function ofLeaf(leaf: CertificateContent | undefined): Policy {
  if (leaf === undefined) return {}
  const [kind, detail] = leaf.key.split(' ')
  const { subject } = leaf
  if (kind === 'RSA') return { subject, kty: 'RSA', size: Number(detail) }
  return kind === 'EC' && detail !== undefined ? { subject, kty: 'EC', curve: detail } : { subject }
}
