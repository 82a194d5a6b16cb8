/** Bounds on what one hostile file may cost. They are checked before the work that they bound. */

/** Largest file or structure that is looked at: 1 MiB. Real ones are a few kilobytes. */
export const MAX_INPUT_BYTES = 1_048_576

/** Deepest ASN.1 nesting. A PFX with its certificates stays under 20. */
export const MAX_DEPTH = 32

/** Most ASN.1 elements in one structure. A certificate has about 150. */
export const MAX_NODES = 50_000

/** Most key-derivation rounds that one part of a PKCS#12 file may ask for. */
export const MAX_KDF_ITERATIONS = 1_000_000

/** And all parts together: NSS and GnuTLS write three parts of 600,000 each. */
export const MAX_KDF_ITERATIONS_OF_FILE = 2_000_000

/** Most certificates in one file. */
export const MAX_CERTIFICATES = 100

/** Largest RSA key that is looked at, in bits. */
export const MAX_RSA_BITS = 16_384
