import type { Migration } from '../migrate.ts'
import { login } from './100-login.ts'
import { directoryMigration } from './110-directory.ts'
import { clientCertificatesMigration } from './111-client-certificates.ts'
import { armMigration } from './200-arm.ts'
import { logsMigration } from './210-logs.ts'
import { vaultLifeMigration } from './220-vault-life.ts'
import { networksMigration } from './221-networks.ts'
import { authorizationMigration } from './230-authorization.ts'
import { assignmentsByPrincipal } from './231-assignments-by-principal.ts'
import { eventsMigration } from './240-events.ts'
import { logDestinationsMigration } from './241-log-destinations.ts'
import { eventSubscriptionsMigration } from './242-event-subscriptions.ts'
import { vaultObjects } from './300-vault.ts'
import { keysMigration } from './310-keys.ts'
import { deletedObjects } from './320-deleted-objects.ts'
import { vaultIssuers } from './330-issuers.ts'
import { authorities } from './331-authorities.ts'
import { outbox } from './340-outbox.ts'
import { lives } from './341-lives.ts'

/** Every step of the schema. Areas add their own: 100s login, 200s management and logs, 300s vaults. */
export const migrations: readonly Migration[] = [
  login,
  directoryMigration,
  clientCertificatesMigration,
  armMigration,
  logsMigration,
  vaultLifeMigration,
  networksMigration,
  authorizationMigration,
  assignmentsByPrincipal,
  eventsMigration,
  logDestinationsMigration,
  eventSubscriptionsMigration,
  vaultObjects,
  keysMigration,
  deletedObjects,
  vaultIssuers,
  outbox,
  authorities,
  lives,
]
