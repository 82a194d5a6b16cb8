import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { buildIfChanged } from '../../lib/runtime/build.ts'
import { requireChromium } from '../../lib/runtime/tools.ts'
import { CHROMIUM_ARGS } from '../shared/chromium-args.ts'
import { OPS, signIn } from '../shared/people.ts'
import { firstLoadBudget, firstLoadKb, signInInteractiveMs } from './pages.ts'
import { cloudStartMs, startProduct } from './product.ts'
import { panelsMs, readRatio } from './reads.ts'
import { median, rounded } from './statistics.ts'

const PORTS = { port: 3207, cloudPort: 7607 }
const SIGN_IN_RUNS = 5
const START_RUNS = 5

const data = mkdtempSync(join(tmpdir(), 'strongroom-bench-'))
const executablePath = requireChromium()
await buildIfChanged()

// The first start fills the data folder with the sample; the ones that count come after it.
await (await startProduct(PORTS, data)).end()
const cloudStarts: number[] = []
const starts: number[] = []
for (let run = 0; run < START_RUNS; run++) {
  cloudStarts.push(await cloudStartMs(PORTS, data))
  const started = await startProduct(PORTS, data)
  starts.push(started.startMs)
  await started.end()
}

const product = await startProduct(PORTS, data)
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
try {
  const interactive: number[] = []
  for (let run = 0; run < SIGN_IN_RUNS; run++) {
    interactive.push(await signInInteractiveMs(browser, `${product.origin}/sign-in`))
  }
  const anonymous = await browser.newContext()
  const signInKb = await firstLoadKb(anonymous, `${product.origin}/sign-in`)
  const context = await browser.newContext({ baseURL: product.origin })
  await signIn(await context.newPage(), OPS)
  const cookies = await context.cookies(product.origin)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

  const pages: Record<string, number> = {}
  for (const path of [
    '/ops',
    '/ops/vaults',
    '/ops/vaults/contoso-prod/certificates',
    '/ops/vaults/contoso-prod/certificates/new',
    '/ops/vaults/contoso-prod/certificates/import',
    '/ops/vaults/contoso-prod/certificates/www',
    '/ops/deleted',
  ]) {
    pages[path] = await firstLoadKb(context, product.origin + path)
  }

  const result = {
    firstLoadScriptKb: { signIn: signInKb, pages, budget: firstLoadBudget },
    signInInteractiveMs: { median: rounded(median(interactive)), budget: 850 },
    coldStartMs: {
      cloud: rounded(median(cloudStarts)),
      both: rounded(median(starts)),
      budget: { cloud: 300, both: 3_000 },
    },
    readThroughConsole: {
      plain: { ...(await readRatio(product, cookie, 0, 200)), budget: { addedMs: 5 } },
      with50ms: { ...(await readRatio(product, cookie, 50, 40)), budget: { ratio: 1.15 } },
    },
    twentyPanelsMs: { total: await panelsMs(product, cookie, 100), budget: 450 },
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
} finally {
  await browser.close()
  await product.end()
  rmSync(data, { recursive: true, force: true })
}
