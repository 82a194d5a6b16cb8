import type { Machine } from './machine.ts'
import { cloudStartMs, type Ports, startProduct } from './product.ts'
import { type Row, timeRow } from './rows.ts'
import { median } from './statistics.ts'

const runs = 5

/** Cold starts of the cloud and of both, from built sources on data that are there already. */
export async function startRows(machine: Machine, ports: Ports, data: string): Promise<Row[]> {
  // The first start fills the data folder with the sample; the ones that count come after it.
  await (await startProduct(ports, data)).end()
  const clouds: number[] = []
  const both: number[] = []
  for (let run = 0; run < runs; run++) {
    clouds.push(await cloudStartMs(ports, data))
    const started = await startProduct(ports, data)
    both.push(started.startMs)
    await started.end()
  }
  return [
    timeRow(machine, 'cold start of the cloud', median(clouds), 300),
    timeRow(machine, 'cold start until both are usable', median(both), 3_000),
  ]
}
