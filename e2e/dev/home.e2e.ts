import { putAccount } from '../shared/http-session.ts'
import { DEV, expect, OWNER, signIn, test } from '../shared/people.ts'

test('a developer signs in, lands at home, and is told what there is to see', async ({ page }) => {
  await signIn(page, DEV)
  await expect(page).toHaveURL(/\/dev$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  const vaults = page.getByRole('list', { name: 'Vaults you can see' })
  await expect(vaults.getByRole('listitem').filter({ hasText: 'contoso-dev' })).toBeVisible()
  // Azure gives developers nothing in production, so the console shows nothing of it.
  await expect(page.getByText('contoso-prod')).toHaveCount(0)
  await expect(page.getByText('Nothing. This view only reads.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^View/ })).toHaveCount(0)
})

test('a developer who opens a page of security operations is refused in words', async ({
  pageOf,
}) => {
  const page = await pageOf(DEV)
  for (const path of ['/ops', '/ops/vaults/contoso-dev/certificates/www-dev', '/audit']) {
    const response = await page.goto(path)
    expect(response?.status()).toBe(403)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('is not open to you')
    const role = path === '/audit' ? 'Auditor' : 'SecurityOperations'
    await expect(page.getByText(`It needs the app role ${role}.`)).toBeVisible()
    await expect(page.getByText('An administrator of your tenant assigns it')).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await expect(page.getByText(/thumbprint|dev\.contoso\.example/i)).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Open Developer' }).click()
  await expect(page).toHaveURL(/\/dev$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})

test('somebody without a role reads which one is missing, who gives it, and can leave', async ({
  page,
}) => {
  const address = await putAccount('newcomer@contoso.example', [])
  await signIn(page, address)
  await expect(page.getByText('You have no role in Strongroom yet')).toBeVisible()
  const main = page.getByRole('main')
  for (const role of ['SecurityOperations', 'Developer', 'Auditor']) {
    await expect(main.getByText(role, { exact: true })).toBeVisible()
  }
  await expect(main).toContainText('An administrator of your tenant assigns it')
  await expect(main).toContainText(`Signed in as ${address}`)
  await expect(main.getByRole('link')).toHaveCount(0)
  await main.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()

  // The role takes effect with the next sign-in.
  await putAccount(address, ['Developer'])
  await signIn(page, address, '/sign-in')
  await expect(page).toHaveURL(/\/dev$/)
})

test('the owner goes from view to view and back', async ({ pageOf }) => {
  const page = await pageOf(OWNER)
  await page.goto('/ops')
  for (const [name, path] of [
    ['Developer', '/dev'],
    ['Auditor', '/audit'],
    ['Security operations', '/ops'],
  ] as const) {
    await page.getByRole('button', { name: /^View/ }).click()
    await page.getByRole('menuitem', { name }).click()
    await expect(page).toHaveURL(new RegExp(`${path}$`))
    await expect(page.getByRole('button', { name: /^View/ })).toContainText(name)
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})
