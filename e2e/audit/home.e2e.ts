import { AUDITOR, expect, signIn, test } from '../shared/people.ts'

test('an auditor signs in, lands at home, and is told what there is to see', async ({ page }) => {
  await signIn(page, AUDITOR)
  await expect(page).toHaveURL(/\/audit$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
  const vaults = page.getByRole('list', { name: 'Vaults you can see' })
  for (const vault of ['contoso-prod', 'contoso-dev', 'contoso-shared']) {
    await expect(vaults.getByRole('listitem').filter({ hasText: vault }).first()).toBeVisible()
  }
  await expect(page.getByText('Nothing. This view only reads.')).toBeVisible()
  // No button and no link that could change anything.
  const main = page.getByRole('main')
  await expect(main.getByRole('button', { name: /delete|create|import|new|save/i })).toHaveCount(0)
  await expect(main.getByRole('link', { name: /delete|create|import|new|save/i })).toHaveCount(0)
})

test('an auditor who opens a page of another view is refused in words', async ({ pageOf }) => {
  const page = await pageOf(AUDITOR)
  for (const [path, role] of [
    ['/ops/vaults', 'SecurityOperations'],
    ['/dev', 'Developer'],
  ] as const) {
    const response = await page.goto(path)
    expect(response?.status()).toBe(403)
    await expect(page.getByText(`It needs the app role ${role}.`)).toBeVisible()
    await expect(page.getByText('contoso')).toHaveText([/Signed in as auditor@contoso\.example/])
    await expect(page.getByRole('link', { name: 'Open Auditor' })).toBeVisible()
  }
})
