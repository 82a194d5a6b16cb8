import type { Operation, Right, VaultCall } from '../../call.ts'

/** What a cryptographic operation answers, and with which key. */
export interface CryptoResult {
  body: object
  /** Members of the audit record. */
  audit: Record<string, unknown>
}

/**
 * The operation on a version and, where the service takes an empty version as the latest, on the name
 * alone. The work is done before the write, which only records it.
 */
export function cryptoOperations(options: {
  /** `operationName` of the audit record. */
  name: string
  segment: string
  right: Right
  latest: boolean
  run(call: VaultCall): Promise<CryptoResult>
}): Operation[] {
  const operation: Omit<Operation, 'path'> = {
    name: options.name,
    method: 'POST',
    right: options.right,
    async prepare(call) {
      const { body, audit } = await options.run(call)
      return () => ({ status: 200, body, audit })
    },
  }
  return [
    ...(options.latest ? [{ ...operation, path: `/keys/:name/${options.segment}` }] : []),
    { ...operation, path: `/keys/:name/:version/${options.segment}` },
  ]
}
