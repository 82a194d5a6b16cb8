import { invariant } from '#lib/base/invariant.ts'

/** Certificates one after another; each DER element tells its own length. */
export function toDer(certificates: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(certificates)
}

/** Takes apart what {@link toDer} put together. X.690 section 8.1.3. */
export function fromDer(bytes: Uint8Array): Uint8Array[] {
  const certificates: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1] ?? 0
    const octets = first < 0x80 ? 0 : first & 0x7f
    let length = octets === 0 ? first : 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[at + 2 + i] ?? 0)
    const end = at + 2 + octets + length
    invariant(end <= bytes.length, 'a stored chain consists of whole certificates')
    certificates.push(bytes.subarray(at, end))
    at = end
  }
  return certificates
}
