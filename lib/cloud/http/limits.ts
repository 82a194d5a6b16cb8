/** Bounds against clients that are slow, many or large (times in ms). */
export interface Limits {
  /** From connecting to the first byte, and for the TLS handshake. */
  handshake: number
  /** For all headers of a request, and for the whole request with its body. */
  headers: number
  request: number
  /** A kept connection without a request. */
  idle: number
  /** How often the limits for headers and requests are looked after. */
  checkInterval: number
  connections: number
  /** Bytes. */
  headerSize: number
  bodySize: number
}

export const defaultLimits: Limits = {
  handshake: 10_000,
  headers: 15_000,
  request: 60_000,
  idle: 75_000,
  checkInterval: 5_000,
  connections: 4_096,
  headerSize: 64 * 1024,
  bodySize: 4 * 1024 * 1024,
}
