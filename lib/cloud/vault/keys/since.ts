import type { Operation, VaultCall } from '../call.ts'
import { unknownOperation } from '../errors.ts'

/**
 * Rotation and release came with api-version 7.3: for older ones their paths are none.
 * @see https://learn.microsoft.com/azure/key-vault/general/whats-new
 */
export function checkSince73(call: VaultCall, method: Operation['method']): void {
  if (!call.apiVersion.atLeast('7.3-preview')) throw unknownOperation(method)
}
