import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Machine, measureMachine } from '../machine.ts'
import { fill, startCloud } from './estate.ts'
import { growthRows, measureGrowth } from './growth.ts'
import { measureFloors, measureRates, rateRows } from './rates.ts'

const PORT = 7627

/** Every row of the budgets that is about the embedded cloud alone, and what they come from. */
export async function cloudRows(machine: Machine) {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-cloud-'))
  try {
    const data = join(folder, 'rates')
    await fill(data, 100)
    const floors = await measureFloors(PORT)
    const cloud = await startCloud(data, PORT)
    await cloud.settled()
    const rates = await measureRates(cloud).finally(() => cloud.end())
    const sizes = await measureGrowth(folder, PORT)
    const rows = [...rateRows(machine, rates, floors), ...growthRows(machine, sizes)]
    return { rows, floors, rates, sizes }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const machine = await measureMachine()
  process.stdout.write(`${JSON.stringify({ machine, ...(await cloudRows(machine)) }, null, 2)}\n`)
}
