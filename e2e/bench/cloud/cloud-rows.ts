import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fill, startCloud } from './estate.ts'
import { growthRows } from './growth.ts'
import { measureFloors, rateRows } from './rates.ts'

const PORT = 7627

/** Every row of the budgets that is about the embedded cloud alone. */
export async function cloudRows() {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-cloud-'))
  try {
    const data = join(folder, 'rates')
    await fill(data, 100)
    const floors = await measureFloors(PORT)
    const cloud = await startCloud(data, PORT)
    await cloud.settled()
    const rates = await rateRows(cloud, floors).finally(() => cloud.end())
    return { rates, growth: await growthRows(folder, PORT) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  process.stdout.write(`${JSON.stringify(await cloudRows(), null, 2)}\n`)
}
