import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { buildIfChanged } from '../../lib/runtime/build.ts'
import { requireChromium } from '../../lib/runtime/tools.ts'
import { CHROMIUM_ARGS } from '../shared/chromium-args.ts'
import { cloudRows } from './cloud/cloud-rows.ts'
import { measureMachine, routeFloorMs } from './machine.ts'
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
const cloud = await cloudRows(machine)
const starts = await startRows(machine, ports, data)
const product = await startProduct(ports, data)
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
try {
  const context = await browser.newContext({ baseURL: product.origin })
  const pages = await pageRows(machine, browser, context, product.origin)
  const cookies = await context.cookies(product.origin)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const floor = await routeFloorMs(product.origin)
  const reads = await readRows(machine, product, cookie)

  const { rows: ofCloud, ...measured } = cloud
  const rows = [...starts, ...pages, ...reads, ...ofCloud]
  const result = { machine: { ...machine, routeFloorMs: floor }, rows, cloud: measured }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
} finally {
  await browser.close()
  await product.end()
  rmSync(data, { recursive: true, force: true })
}
