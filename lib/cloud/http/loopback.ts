/** True for addresses that no other machine can have: 127.0.0.0/8 and ::1, also mapped (RFC 1122, 4291). */
export function isLoopbackAddress(address: string): boolean {
  const plain = plainAddress(address)
  return plain === '::1' || /^127(\.\d{1,3}){3}$/.test(plain)
}

/** The IPv4 form of an IPv4-mapped address; other addresses unchanged. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Names of this machine that DNS cannot lend to another. Takes a URL's hostname. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || isLoopbackAddress(hostname)
}
