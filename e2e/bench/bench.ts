import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { buildIfChanged } from '../../lib/runtime/build.ts'
import { requireChromium } from '../../lib/runtime/tools.ts'
import { CHROMIUM_ARGS } from '../shared/chromium-args.ts'
import { cloudRows } from './cloud/cloud-rows.ts'
import { fleetRows } from './fleet/fleet-rows.ts'
import { type Machine, measureMachine, routeFloorMs } from './machine.ts'
import { pageRows } from './pages.ts'
import { startProduct } from './product.ts'
import { readRows } from './reads.ts'
import { startRows } from './starts.ts'

// Prints each figure beside its budget as JSON. A group of figures is a file that answers with rows.
const ports = { port: 3207, cloudPort: 7607 }
const data = mkdtempSync(join(tmpdir(), 'strongroom-bench-'))
const executablePath = requireChromium()
await buildIfChanged()

const machine = await measureMachine()
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
try {
  // `npm run bench -- fleet` leaves out all else.
  const result = process.argv.includes('fleet') ? { machine, rows: [] } : await consoleRows(machine)
  const fleet = await fleetRows(machine, browser, ports)
  const all = { ...result, rows: [...result.rows, ...fleet] }
  process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
} finally {
  await browser.close()
  rmSync(data, { recursive: true, force: true })
}

/** Everything but the fleet. */
async function consoleRows(measured: Machine) {
  const cloud = await cloudRows(measured)
  const starts = await startRows(measured, ports, data)
  const product = await startProduct(ports, data)
  try {
    const context = await browser.newContext({ baseURL: product.origin })
    const pages = await pageRows(measured, browser, context, product.origin)
    const cookies = await context.cookies(product.origin)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const floor = await routeFloorMs(product.origin)
    const reads = await readRows(measured, product, cookie)
    const { rows: ofCloud, ...more } = cloud
    return {
      machine: { ...measured, routeFloorMs: floor },
      rows: [...starts, ...pages, ...reads, ...ofCloud],
      cloud: more,
    }
  } finally {
    await product.end()
  }
}
