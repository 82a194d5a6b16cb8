import type { Db } from './store/store.ts'

/** A small value of the cloud itself that must survive a restart; sealed on disk. Null when unset. */
export function readSetting(db: Db, name: string): string | null {
  const row = db.sql('SELECT value FROM cloud_setting WHERE name = ?').get(name)
  if (!(row?.value instanceof Uint8Array)) return null
  return Buffer.from(db.open(row.value, `cloud_setting/${name}`)).toString('utf8')
}

/** Call inside `store.write`. */
export function writeSetting(db: Db, name: string, value: string): void {
  db.sql('INSERT OR REPLACE INTO cloud_setting (name, value) VALUES (?, ?)').run(
    name,
    db.seal(Buffer.from(value), `cloud_setting/${name}`),
  )
}
