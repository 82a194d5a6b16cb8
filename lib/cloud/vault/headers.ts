import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { plainAddress } from './steps/check-network.ts'
import type { Grant } from './steps/check-permission.ts'

/** The version that recorded answers of the service carry. */
const serviceVersion = '1.9.395.1'

/** The headers of every answer of the data plane, as recorded from the service. */
export function commonHeaders(options: {
  vault: VaultRecord
  requestId: string
  clientRequestId: string | null
  remoteAddress: string
  grant: Grant | null
}): Headers {
  const address = plainAddress(options.remoteAddress)
  const [type, family] = address.includes(':')
    ? ['Ipv6', 'InterNetworkV6']
    : ['Ipv4', 'InterNetwork']
  const headers = new Headers({
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'x-ms-keyvault-region': options.vault.location,
    'x-ms-keyvault-service-version': serviceVersion,
    'x-ms-keyvault-network-info': `conn_type=${type};addr=${address};act_addr_fam=${family};`,
    'x-ms-request-id': options.requestId,
    'Strict-Transport-Security': 'max-age=31536000;includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
  })
  if (options.clientRequestId !== null) {
    headers.set('x-ms-client-request-id', options.clientRequestId)
  }
  if (options.grant?.model === 'rbac' && options.grant.assignmentId !== null) {
    headers.set('x-ms-keyvault-rbac-assignment-id', options.grant.assignmentId)
    headers.set('x-ms-keyvault-rbac-cache', 'true')
  }
  return headers
}
