import { invariant } from '#lib/base/invariant.ts'
import { type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import type { ObjectKind } from '../errors.ts'
import { sealingContext } from '../rows/keys.ts'

/** The rows of one name by table, as they are but for the vault, with opened values. */
export type BackupRows = Readonly<Record<string, readonly Row[]>>

const tablesOfKey = ['vault_keys', 'vault_key_versions']
const tablesOfSecret = ['vault_secrets', 'vault_secret_versions']

/** Every table that a kind lives in, in the order in which rows may be put back: references last. */
export const tablesOf: Readonly<Record<ObjectKind, readonly string[]>> = {
  key: tablesOfKey,
  secret: tablesOfSecret,
  certificate: [
    ...tablesOfKey,
    ...tablesOfSecret,
    'vault_certificates',
    'vault_certificate_versions',
  ],
}

/** What is of the vault or of the moment. The schema's defaults stand for it where it is put back. */
const leftOut = ['vault', 'deleted_at', 'purge_at', 'life_due']

/** Tables with a column `sealed`, and what its sealing context calls it. */
const sealedAs: Readonly<Record<string, 'key' | 'secret'>> = {
  vault_key_versions: 'key',
  vault_secret_versions: 'secret',
}

/**
 * Reads all columns of all rows, whatever they are: a column that is added to a table later is in the
 * next backup without a change here. Sealed values are opened.
 */
export function readRows(
  db: Db,
  kind: ObjectKind,
  id: { vault: number; name: string },
): BackupRows {
  const entries = tablesOf[kind].map((table): [string, Row[]] => [
    table,
    db
      .sql(`SELECT * FROM ${table} WHERE vault = ? AND name = ?`)
      .all(id.vault, id.name)
      .map((row) => withSealed(table, id.vault, row, db.open))
      .map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !leftOut.includes(column))),
      ),
  ])
  return Object.fromEntries(entries)
}

/** Puts the rows into a vault that has nothing of the name. Values are sealed for their new place. */
export function insertRows(db: Db, kind: ObjectKind, vault: number, rows: BackupRows): void {
  for (const table of tablesOf[kind]) {
    // Names of columns come from the schema, not from the backup.
    const known = db
      .sql('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((row) => text(row, 'name'))
    for (const opened of rows[table] ?? []) {
      const row = withSealed(table, vault, { ...opened, vault }, db.seal)
      const columns = known.filter((column) => row[column] !== undefined)
      const marks = columns.map(() => '?').join(', ')
      db.sql(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`).run(
        ...columns.map((column) => row[column] ?? null),
      )
    }
  }
}

/** The row with its sealed value, if it has one, opened or sealed for the place that the row names. */
function withSealed(
  table: string,
  vault: number,
  row: Row,
  change: (value: Uint8Array, context: string) => Uint8Array,
): Row {
  const kind = sealedAs[table]
  const { sealed } = row
  if (!kind || sealed === null || sealed === undefined) return row
  invariant(sealed instanceof Uint8Array, 'a sealed value is bytes')
  const context = sealingContext(kind, vault, text(row, 'name'), text(row, 'version'))
  return { ...row, sealed: Buffer.from(change(sealed, context)) }
}
