import type { TenantIdentity } from '../context.ts'
import type { CloudStore } from '../store/store.ts'
import type { SigningKey } from './signing-key.ts'
import type { TokenVerifier } from './verify.ts'

/** What the steps of a login request work with. */
export interface LoginServices {
  store: CloudStore
  key: SigningKey
  tokens: TokenVerifier
  tenant: TenantIdentity
  /** Real time in ms; grants and tokens live on it. */
  now(): number
  log(line: object): void
}

/** One call of the token endpoint, after its parameters are read. */
export interface TokenCall {
  parameters: ReadonlyMap<string, string>
  /** v1 speaks of resources and gives numbers as text, v2 speaks of scopes. */
  version: '1.0' | '2.0'
  ipAddress: string
}
