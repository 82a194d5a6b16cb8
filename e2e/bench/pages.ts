import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Response } from '@playwright/test'
import { OPS, signIn } from '../shared/people.ts'
import type { Machine } from './machine.ts'
import { fixedRow, type Row, timeRow } from './rows.ts'
import { median, rounded } from './statistics.ts'

const signInRuns = 5

const measuredPages = [
  '/ops',
  '/ops/vaults',
  '/ops/certificates',
  '/ops/vaults/contoso-prod/certificates',
  '/ops/vaults/contoso-prod/certificates/new',
  '/ops/vaults/contoso-prod/certificates/import',
  '/ops/vaults/contoso-prod/certificates/www',
  '/ops/deleted',
]

/** First-load script of each page, and how soon sign-in can be used. Leaves `context` signed in. */
export async function pageRows(
  machine: Machine,
  browser: Browser,
  context: BrowserContext,
  origin: string,
): Promise<Row[]> {
  const signInPage = `${origin}/sign-in`
  const interactive: number[] = []
  for (let run = 0; run < signInRuns; run++) {
    interactive.push(await signInInteractiveMs(browser, signInPage))
  }
  const rows = [
    timeRow(machine, 'sign-in interactive at 4 × slow-down', median(interactive), 850),
    fixedRow(
      'script of /sign-in',
      await firstLoadKb(context, signInPage),
      'kB',
      firstLoadBudget.signIn,
    ),
  ]
  await signIn(await context.newPage(), OPS)
  for (const path of measuredPages) {
    const kb = await firstLoadKb(context, origin + path)
    rows.push(fixedRow(`script of ${path}`, kb, 'kB', firstLoadBudget.other))
  }
  return rows
}

/** What a page may load by itself, in kB of gzipped script. */
export const firstLoadBudget = { signIn: 228, other: 190 } as const

/** Gzipped bytes of the scripts that a page loads by itself, in kB (1,000 bytes). */
export async function firstLoadKb(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  const measure = (response: Response) => {
    if (response.request().resourceType() === 'script') {
      sizes.push(response.body().then((body) => gzipSync(body).length))
    }
  }
  page.on('response', measure)
  await page.goto(url, { waitUntil: 'networkidle' })
  // What comes later is not of the first load, and may be cut off by the end of the page.
  page.off('response', measure)
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return rounded(total / 1_000)
}

/** Milliseconds from navigation until the button reacts, with the processor slowed down four times. */
export async function signInInteractiveMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const start = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await untilHydrated(page)
  const took = performance.now() - start
  await context.close()
  return took
}

/** React marks the elements that it manages with a property of its own: then clicks are heard. */
async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const button = document.querySelector('main button, button')
    return (
      button instanceof HTMLButtonElement &&
      !button.disabled &&
      Object.keys(button).some((key) => key.startsWith('__reactProps'))
    )
  })
}
