import { createHash, X509Certificate } from 'node:crypto'
import { bytes } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/** A certificate that an application registered. */
export interface ClientCertificate {
  /** SHA-1 of the DER: what `x5t` in an assertion names. */
  thumbprint: Buffer
  x509: X509Certificate
}

/** Reads a certificate in PEM for {@link putClientCertificate}. Null unless its key is RSA, as Entra wants it. */
export function readClientCertificate(pem: string): ClientCertificate | null {
  try {
    const x509 = new X509Certificate(pem)
    if (x509.publicKey.asymmetricKeyType !== 'rsa') return null
    return { thumbprint: sha1(x509.raw), x509 }
  } catch {
    return null
  }
}

/** Registers the certificate, inside a write; the same one again changes nothing. */
export function putClientCertificate(
  db: Db,
  clientId: string,
  { thumbprint, x509 }: ClientCertificate,
): void {
  db.sql(
    'INSERT OR IGNORE INTO login_client_certificate (client_id, thumbprint, certificate) VALUES (?, ?, ?)',
  ).run(clientId.toLowerCase(), thumbprint, x509.raw)
}

export function listClientCertificates(db: Db, clientId: string): ClientCertificate[] {
  return db
    .sql('SELECT certificate FROM login_client_certificate WHERE client_id = ? ORDER BY thumbprint')
    .all(clientId.toLowerCase())
    .map((row) => {
      const x509 = new X509Certificate(bytes(row, 'certificate'))
      return { thumbprint: sha1(x509.raw), x509 }
    })
}

function sha1(der: Uint8Array): Buffer {
  return createHash('sha1').update(der).digest()
}
