import type { Page } from '@playwright/test'
import { putAccount } from '../shared/http-session.ts'
import { expect, signIn, test } from '../shared/people.ts'
import {
  minutesFromNow,
  putSessionRow,
  readSessionRow,
  revokeSessions,
} from '../shared/security/session-rows.ts'

// Accounts of their own: ending their sessions signs out nobody else's tests.
async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  const session = cookies.find(({ name }) => name === 'strongroom-session')
  if (!session) throw new Error('There is no session.')
  return `${session.name}=${session.value}`
}

async function signInAgain(page: Page, address: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  // The login service may still know the person, or ask again.
  const account = page.getByRole('button', { name: address })
  await account.click()
}

test('a revoked session leads to sign-in at the next step, and back where it was', async ({
  page,
}) => {
  const address = await putAccount('revoked-browser@contoso.example', ['SecurityOperations'])
  await signIn(page, address, '/ops/vaults?q=contoso')
  await expect(page.getByRole('searchbox')).toHaveValue('contoso')
  revokeSessions(await cookieOf(page))
  await page.goto('/ops/vaults?q=contoso&sort=-name')
  await signInAgain(page, address)
  await expect(page).toHaveURL(/\/ops\/vaults\?q=contoso&sort=-name$/)
  await expect(page.getByRole('searchbox')).toHaveValue('contoso')
})

test('a session that ended while a page was open leads to sign-in and back', async ({ page }) => {
  const address = await putAccount('idle-browser@contoso.example', ['SecurityOperations'])
  await signIn(page, address, '/ops/vaults')
  await expect(page.getByRole('searchbox')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const row = readSessionRow(await cookieOf(page))
  putSessionRow({ ...row, seen_at: minutesFromNow(-31) })
  await page.getByRole('link', { name: 'Deleted' }).first().click()
  await signInAgain(page, address)
  await expect(page).toHaveURL(/\/ops\/deleted$/)
  await expect(page.getByRole('heading', { level: 1, name: /deleted/i })).toBeVisible()
})

test('after sign-out the back button shows nothing', async ({ page }) => {
  const address = await putAccount('leaving-browser@contoso.example', ['SecurityOperations'])
  await signIn(page, address, '/ops/vaults')
  await expect(page.getByRole('searchbox')).toBeVisible()
  await page.getByRole('link', { name: 'Deleted' }).first().click()
  await expect(page).toHaveURL(/\/ops\/deleted$/)
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack()
    await expect(page.getByRole('button', { name: /^Account/ })).toHaveCount(0)
    await expect(page.getByRole('table')).toHaveCount(0)
  }
  await page.goto('/ops/vaults')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
})
