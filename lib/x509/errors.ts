/** Why a certificate, key or file was refused. A closed set: callers map each to words and a status. */
export type X509ErrorCode =
  | 'not-pkcs12'
  | 'wrong-password'
  | 'no-private-key'
  | 'several-private-keys'
  | 'encrypted-private-key'
  | 'no-certificate'
  | 'key-mismatch'
  | 'unsupported-key'
  | 'too-expensive'
  | 'too-large'
  | 'malformed'
  | 'not-a-certificate-file'

/**
 * The only error that this folder's parsers throw for bad input. The message is written for the
 * person who chose the file; it never holds key material or a password.
 */
export class X509Error extends Error {
  readonly code: X509ErrorCode

  constructor(code: X509ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'X509Error'
    this.code = code
  }
}

/** Shorthand for input that breaks its own format. */
export function malformed(message: string, options?: ErrorOptions): X509Error {
  return new X509Error('malformed', message, options)
}
