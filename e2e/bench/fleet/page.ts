import type { BrowserContext, Page } from '@playwright/test'

/** What the browser notes about a page by itself; read with `seen`. */
interface Seen {
  /** From the start of the navigation to the frame that shows a row, in ms. */
  firstRowMs: number | null
  longestTaskMs: number
  /** From each key press or click to the frame that shows what it did, in ms, by interaction. */
  interactions: Record<string, number>
}

declare global {
  interface Window {
    seen?: Seen
  }
}

/** Looks from inside, so that nothing of ours stands between the event and its time. */
function watch(): void {
  const seen: Seen = { firstRowMs: null, longestTaskMs: 0, interactions: {} }
  window.seen = seen
  const look = () => {
    if (document.querySelector('tbody tr th a') === null) return
    observer.disconnect()
    requestAnimationFrame(() => {
      seen.firstRowMs ??= performance.now()
    })
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)
    }
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const id = 'interactionId' in entry ? Number(entry.interactionId) : 0
      if (id === 0) continue
      seen.interactions[id] = Math.max(seen.interactions[id] ?? 0, entry.duration)
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
}

/** A page that watches itself; opens nothing yet. */
export async function watchedPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(watch)
  return page
}

export async function seen(page: Page): Promise<Seen> {
  const told = await page.evaluate(() => window.seen)
  if (told === undefined) throw new Error('The page does not watch itself.')
  return told
}

/** Waits until all rows are there; returns how many. */
export async function untilListed(page: Page, least: number): Promise<number> {
  const rows = await page.waitForFunction(
    (wanted) => {
      const text = /([\d,]+) certificates/.exec(document.querySelector('main')?.textContent ?? '')
      const count = Number(text?.[1]?.replaceAll(',', '') ?? 0)
      const reading = document.querySelector('progress') !== null
      return !reading && count >= wanted ? count : false
    },
    least,
    { timeout: 120_000 },
  )
  return Number(await rows.jsonValue())
}

/** Nodes of the document, of every kind. */
export function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document)
    let count = 1
    while (walker.nextNode()) count += 1
    return count
  })
}

/** Bytes that scripts hold after the garbage is collected, in MB. */
export async function heapMb(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize / 1_000_000
}
