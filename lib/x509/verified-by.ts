import { X509Certificate } from 'node:crypto'
import { toHex } from '#lib/base/encodings.ts'
import type { ParsedCertificate } from './certificate.ts'
import { sameBytes } from './encode.ts'

/** Node.js only: used by `worker.ts`. */

/** Whether `issuer` signed `subject`; null when the kind of key or signature cannot be checked here. */
export interface CheckedSignature {
  /** SHA-256 of each, lower-case hexadecimal. */
  readonly subject: string
  readonly issuer: string
  readonly good: boolean | null
}

/** Checks each certificate against each that bears the name of its issuer, itself included. */
export function checkSignatures(certificates: readonly ParsedCertificate[]): CheckedSignature[] {
  return certificates.flatMap((subject) =>
    certificates
      .filter((issuer) => sameBytes(issuer.subjectDer, subject.issuerDer))
      .map((issuer) => ({
        subject: toHex(subject.sha256),
        issuer: toHex(issuer.sha256),
        good: signed(subject.der, issuer.der),
      })),
  )
}

function signed(subject: Uint8Array, issuer: Uint8Array): boolean | null {
  try {
    return new X509Certificate(subject).verify(new X509Certificate(issuer).publicKey)
  } catch {
    return null
  }
}
