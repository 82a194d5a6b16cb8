import type { Migration } from '../migrate.ts'
import { login } from './100-login.ts'

/** Every step of the schema. Areas add their own: 100s login, 200s management and logs, 300s vaults. */
export const migrations: readonly Migration[] = [login]
