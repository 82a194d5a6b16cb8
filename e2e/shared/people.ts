import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test'

export const OPS = 'ops@contoso.example'
export const DEV = 'dev@contoso.example'
export const AUDITOR = 'auditor@contoso.example'
export const OWNER = 'owner@contoso.example'

/** Signs in as a person does: the button, then the account. Ends on the page that was asked for. */
export async function signIn(page: Page, address: string, path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: address }).click()
  await page.waitForURL(
    (url) => !url.pathname.startsWith('/sign-in') && !url.pathname.startsWith('/embedded'),
  )
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** A page of a person's own, signed in once per worker; the context is closed with the test. */
export const test = base.extend<
  { pageOf: (address: string) => Promise<Page> },
  { stateOf: (browser: Browser, address: string) => Promise<StorageState> }
>({
  stateOf: [
    // biome-ignore lint/correctness/noEmptyPattern: the fixture uses no other, and the runner insists on a pattern
    async ({}, use) => {
      const states = new Map<string, StorageState>()
      await use(async (browser, address) => {
        const known = states.get(address)
        if (known) return known
        const context = await browser.newContext()
        await signIn(await context.newPage(), address)
        const state = await context.storageState()
        await context.close()
        states.set(address, state)
        return state
      })
    },
    { scope: 'worker' },
  ],
  pageOf: async ({ browser, stateOf }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (address) => {
      const context = await browser.newContext({ storageState: await stateOf(browser, address) })
      contexts.push(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
})

export { expect } from '@playwright/test'
