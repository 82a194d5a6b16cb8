import 'server-only'
import type { KeyVaultSecret } from '@azure/keyvault-secrets'
import type { UserClients } from './clients.ts'
import { translated } from './errors.ts'

export type { KeyVaultSecret }

/** Secrets of one vault, as one user. Throws `FailureError`. */
export interface SecretGateway {
  /** The value goes to who asked for it and nowhere else: never log what this returns. */
  get(name: string, version: string): Promise<KeyVaultSecret>
}

export function secretGateway(clients: UserClients, vault: string): SecretGateway {
  return {
    get: (name, version) =>
      translated(
        { plane: 'data', right: 'secrets/get', vault, object: `the secret of “${name}”` },
        () => clients.secrets(vault).getSecret(name, { version }),
      ),
  }
}
