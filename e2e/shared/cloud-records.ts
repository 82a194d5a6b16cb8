import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listAudit } from '../../lib/cloud/logs/audit.ts'
import { openStore } from '../../lib/cloud/store/store.ts'
import { dataFolder } from './control.ts'

/** Every address that the embedded cloud has recorded a request for, answered or refused. */
export function addressesAtCloud(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-audit-'))
  cpSync(join(dataFolder(), 'cloud'), join(folder, 'cloud'), { recursive: true })
  const store = openStore(folder)
  try {
    return listAudit(store, null, 100_000).map(({ properties }) => String(properties.requestUri))
  } finally {
    store.close()
    rmSync(folder, { recursive: true })
  }
}
