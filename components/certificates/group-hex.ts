/** Thumbprints and serial numbers in upper-case groups of four, as certificate viewers show them. */
export function groupHex(hex: string): string {
  return hex.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** Serial numbers in pairs with colons, as openssl shows them. */
export function colonHex(hex: string): string {
  return hex.replaceAll(/(.{2})(?=.)/g, '$1:')
}
