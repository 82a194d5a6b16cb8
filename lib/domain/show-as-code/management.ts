import { bashWord, powershellString } from './quote.ts'
import { jsonWord, readableJson } from './rest.ts'
import { cmdlet } from './shell-command.ts'
import type { Place, Snippet } from './write.ts'

/** A request to Azure Resource Manager. */
export interface ManagementRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path of the resource, from `/subscriptions/` on, without a query. */
  readonly path: string
  readonly apiVersion: string
  /** JSON; absent for none. Holds no secret. */
  readonly body?: unknown
}

/**
 * A write on the management plane. Each feature says itself how the tools call it; null where a tool has no
 * command of its own, so that the request is sent as it is.
 */
export interface ManagementWrite {
  readonly kind: 'management'
  readonly request: ManagementRequest
  readonly az: Snippet | null
  readonly powershell: Snippet | null
  /** The same as a template, where one can say it. */
  readonly bicep?: Snippet
}

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers */
const managementHosts: Readonly<Record<string, string>> = {
  '.vault.azure.cn': 'management.chinacloudapi.cn',
  '.vault.usgovcloudapi.net': 'management.usgovcloudapi.net',
}

function managementHost({ vaultSuffix }: Place): string {
  return managementHosts[vaultSuffix] ?? 'management.azure.com'
}

function target({ path, apiVersion }: ManagementRequest): string {
  return `${path}?api-version=${apiVersion}`
}

export function managementAz(write: ManagementWrite): Snippet {
  if (write.az !== null) return write.az
  return {
    code: managementAzRest(write),
    notes: ['The Azure CLI has no command that says just this; this sends the request itself.'],
  }
}

/** A path alone goes to the cloud that one is signed in to. https://learn.microsoft.com/cli/azure/reference-index#az-rest */
export function managementAzRest({ request }: ManagementWrite): string {
  const parts = [
    'az rest',
    `--method ${request.method.toLowerCase()}`,
    `--url ${bashWord(target(request))}`,
    ...(request.body === undefined ? [] : [`--body ${jsonWord(request.body)}`]),
  ]
  return parts.join(' \\\n  ')
}

/** https://learn.microsoft.com/powershell/module/az.accounts/invoke-azrestmethod */
export function managementPowershell({ request, powershell }: ManagementWrite): Snippet {
  if (powershell !== null) return powershell
  const code = cmdlet('Invoke-AzRestMethod', [
    `-Method ${request.method}`,
    `-Path ${powershellString(target(request))}`,
    ...(request.body === undefined ? [] : [`-Payload ${jsonWord(request.body)}`]),
  ])
  return {
    code,
    notes: ['Az PowerShell has no cmdlet that says just this; this sends the request itself.'],
  }
}

export function managementRest({ request }: ManagementWrite, place: Place): Snippet {
  const host = `https://${managementHost(place)}`
  const lines = [
    `${request.method} ${host}${target(request)}`,
    `Authorization: Bearer <access token for ${host}>`,
    ...(request.body === undefined
      ? []
      : ['Content-Type: application/json', '', readableJson(request.body)]),
  ]
  return { code: lines.join('\n'), notes: [] }
}
