import { invariant } from '#lib/base/invariant.ts'
import { integer, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import type { SystemData, VaultProperties, VaultRecord } from './vault-record.ts'

const columns = `key, name, subscription_id, resource_group, location, tags, properties, system_data`

/**
 * Parsed properties by row key. A vault may carry 1,024 access policies, and each call of the data
 * plane asks for its vault: the text is parsed again only when it is another text.
 */
const parsed = new WeakMap<object, Map<number, { source: string; properties: VaultProperties }>>()

/** The vault behind `<name>.vault.azure.net`, or null. Names match without regard to case. */
export function findVaultByHostName(db: Db, name: string): VaultRecord | null {
  const row = db.sql(`SELECT ${columns} FROM vaults WHERE name = ?`).get(name)
  return row ? toVault(db, row) : null
}

/** The vault of this row key, or null. */
export function findVaultByKey(db: Db, key: number): VaultRecord | null {
  const row = db.sql(`SELECT ${columns} FROM vaults WHERE key = ?`).get(key)
  return row ? toVault(db, row) : null
}

/** The vault with this name in this group, or null. */
export function findVault(
  db: Db,
  where: { subscriptionId: string; resourceGroup: string; name: string },
): VaultRecord | null {
  const row = db
    .sql(
      `SELECT ${columns} FROM vaults WHERE subscription_id = ? AND resource_group = ? AND name = ?`,
    )
    .get(where.subscriptionId.toLowerCase(), where.resourceGroup, where.name)
  return row ? toVault(db, row) : null
}

/** The vault with this ARM id, in any case, or null. */
export function findVaultById(db: Db, id: string): VaultRecord | null {
  const [, subscriptionId = '', resourceGroup = '', name = ''] =
    /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.keyvault\/vaults\/([^/]+)$/i.exec(
      id,
    ) ?? []
  return findVault(db, { subscriptionId, resourceGroup, name })
}

/** All vaults of a subscription or of one group in it, by group and name. */
export function listVaults(
  db: Db,
  where: { subscriptionId: string; resourceGroup?: string },
): VaultRecord[] {
  const rows =
    where.resourceGroup === undefined
      ? db
          .sql(
            `SELECT ${columns} FROM vaults WHERE subscription_id = ? ORDER BY resource_group, name`,
          )
          .all(where.subscriptionId.toLowerCase())
      : db
          .sql(
            `SELECT ${columns} FROM vaults WHERE subscription_id = ? AND resource_group = ? ORDER BY name`,
          )
          .all(where.subscriptionId.toLowerCase(), where.resourceGroup)
  return rows.map((row) => toVault(db, row))
}

export interface NewVault extends VaultProperties {
  name: string
  subscriptionId: string
  resourceGroup: string
  location: string
  tags: Record<string, string>
  systemData: SystemData
}

/** Adds a vault, inside a write. The group must exist and the name be free: the schema holds both. */
export function insertVault(db: Db, vault: NewVault): VaultRecord {
  const { name, subscriptionId, resourceGroup, location, tags, systemData, ...properties } = vault
  db.sql(
    `INSERT INTO vaults (name, subscription_id, resource_group, location, tags, properties, system_data)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    name,
    subscriptionId.toLowerCase(),
    resourceGroup,
    location,
    JSON.stringify(tags),
    JSON.stringify(properties),
    JSON.stringify(systemData),
  )
  const made = findVaultByHostName(db, name)
  invariant(made, 'a vault just inserted is found')
  return made
}

/** Keeps a changed vault, inside a write. Its name and place never change. */
export function updateVault(db: Db, vault: VaultRecord): void {
  db.sql('UPDATE vaults SET tags = ?, properties = ?, system_data = ? WHERE key = ?').run(
    JSON.stringify(vault.tags),
    JSON.stringify(propertiesIn(vault)),
    JSON.stringify(vault.systemData),
    vault.key,
  )
}

/** What of a record is kept as its properties. */
function propertiesIn(vault: VaultRecord): VaultProperties {
  const { key, id, name, subscriptionId, resourceGroup, location, tags, systemData, ...rest } =
    vault
  return rest
}

/** The ARM id of a vault. */
export function vaultId(subscriptionId: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${name}`
}

/** A row of `vaults`, or of another table with the same columns. */
export function toVault(db: Db, row: Row): VaultRecord {
  const key = integer(row, 'key')
  const name = text(row, 'name')
  const subscriptionId = text(row, 'subscription_id')
  const resourceGroup = text(row, 'resource_group')
  // Only insertVault and its like write these columns, so their shape is ours.
  const tags: Record<string, string> = JSON.parse(text(row, 'tags'))
  const systemData: SystemData = JSON.parse(text(row, 'system_data'))
  return {
    ...propertiesOf(db, key, text(row, 'properties')),
    key,
    id: vaultId(subscriptionId, resourceGroup, name),
    name,
    location: text(row, 'location'),
    subscriptionId,
    resourceGroup,
    tags,
    systemData,
  }
}

function propertiesOf(db: Db, key: number, source: string): VaultProperties {
  let known = parsed.get(db.sql)
  if (!known) {
    known = new Map()
    parsed.set(db.sql, known)
  }
  const before = known.get(key)
  if (before?.source === source) return before.properties
  const properties: VaultProperties = JSON.parse(source)
  known.set(key, { source, properties })
  return properties
}
