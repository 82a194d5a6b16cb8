/**
 * Programs of Microsoft that people sign in with and that have no secret, by client id. Every tenant
 * knows them.
 */
export const publicClients: ReadonlyMap<string, string> = new Map([
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Microsoft Azure CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell'],
])

/** The tenant in which Microsoft registered them. */
export const publisherTenant = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

export function isPublicClient({ clientId }: { clientId: string }): boolean {
  return publicClients.has(clientId)
}
