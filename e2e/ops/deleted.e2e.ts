import { writeFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { control } from '../shared/control.ts'
import { getJson, signInOverHttp, signOutOverHttp } from '../shared/http-session.ts'
import { OPS, test } from '../shared/people.ts'
import { deleteCertificate, done, makeCertificate, VAULT } from '../shared/security/mutations.ts'

const names = ['gone-one', 'gone-two', 'gone-three']

/** What has the focus: its accessible text, or `BODY` when it is lost. */
function focused(page: Page) {
  return page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === document.body) return 'BODY'
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
  })
}

/** One answer of the vault about this deleted certificate is an error of its own. */
function failOnce(name: string) {
  const path = `/deletedcertificates/${name}`
  const host = `${VAULT}.vault.azure.net`
  return control('POST', '/faults', { host, path, status: 500, count: 1 })
}

test('several are recovered, then purged; what fails stays, says why, and is tried again alone', async ({
  pageOf,
}) => {
  test.setTimeout(180_000)
  const session = await signInOverHttp('ops2@contoso.example')
  const deleteAll = async () => {
    for (const name of names) await deleteCertificate(session, name)
  }
  for (const name of names) await makeCertificate(session, name)
  await deleteAll()
  const page = await pageOf(OPS)
  const rows = page.getByRole('row').filter({ hasText: 'gone-' })
  const bar = page.getByRole('region', { name: 'Selected rows' })
  const dialog = page.getByRole('dialog')
  const line = (name: string) => dialog.getByRole('listitem').filter({ hasText: name })

  await page.goto('/ops/deleted?q=gone-&sort=name')
  await expect(rows).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await bar.getByRole('button', { name: 'Recover' }).click()
  await failOnce('gone-two')
  await dialog.getByRole('button', { name: 'Recover 3 certificates' }).click()
  await expect(dialog.getByRole('status')).toHaveText('2 of 3 recovered, 1 left.')
  await expect(line('gone-two')).toContainText('Not recovered')
  await expect(line('gone-two').getByRole('alert')).toContainText('an error of its own')
  await expect(line('gone-one')).toContainText('Recovered')
  await dialog.getByRole('button', { name: 'Recover the 1 left' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(rows).toHaveCount(0)
  await expect(bar).toHaveCount(0)
  expect(await focused(page)).not.toBe('BODY')

  await deleteAll()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/ops/deleted?q=gone-&sort=name')
  // On a phone, too, it is told in which vault each is and since when.
  await expect(rows.first()).toContainText(/gone-onecontoso-dev · (just now|\d+ \w+ ago|now)/)
  await expect(rows.first().getByText(/contoso-dev ·/)).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 800 })

  // One alone, by its row: the focus moves on to the next.
  await rows.first().getByRole('button', { name: 'Recover gone-one' }).click()
  await expect(rows).toHaveCount(2)
  await expect.poll(() => focused(page)).toContain('gone-three')
  await deleteCertificate(session, 'gone-one')
  await page.goto('/ops/deleted?q=gone-')
  await expect(rows).toHaveCount(3)

  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  await bar.getByRole('button', { name: 'Purge' }).click()
  await dialog.getByRole('textbox').fill('purge')
  await dialog.getByRole('button', { name: 'Purge 3 certificates' }).click()
  await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription('This is not purge 3.')
  await failOnce('gone-three')
  await dialog.getByRole('textbox').fill('purge 3')
  await dialog.getByRole('button', { name: 'Purge 3 certificates' }).click()
  await expect(line('gone-three')).toContainText('Not purged')
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await expect(rows).toHaveCount(1)
  await expect(bar).toContainText('1 selected')
  await bar.getByRole('button', { name: 'Purge' }).click()
  await dialog.getByRole('textbox').fill('gone-three')
  await dialog.getByRole('button', { name: 'Purge gone-three' }).click()
  await expect(page.getByText('gone-three purged in contoso-dev')).toBeVisible()
  await expect(rows).toHaveCount(0)
  expect(await focused(page)).not.toBe('BODY')
  await signOutOverHttp(session)
})

test('a backup brings a purged certificate back; other files and taken names are explained', async ({
  pageOf,
}, testInfo) => {
  test.setTimeout(120_000)
  const session = await signInOverHttp('ops2@contoso.example')
  const name = 'to-restore'
  const version = await makeCertificate(session, name)
  const about = `/api/certificates/${VAULT}/${name}/versions/${version}`
  const before = await getJson<{ thumbprint: string }>(session, about)
  const page = await pageOf(OPS)
  const dialog = page.getByRole('dialog')

  await page.goto(`/ops/vaults/${VAULT}/certificates/${name}`)
  await page.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('menuitem', { name: /^PEM chain/ })).toContainText('Self-signed')
  await page.getByRole('menuitem', { name: /^Backup/ }).click()
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: `Back up ${name}` }).click()
  const saved = await coming
  expect(saved.suggestedFilename()).toMatch(/^contoso-dev-to-restore-[\d-]+\.certificatebackup$/)
  const backup = testInfo.outputPath('saved.certificatebackup')
  await saved.saveAs(backup)
  await expect(page.getByText(`${name} backed up in ${VAULT}`)).toBeVisible()

  await page.goto(`/ops/vaults/${VAULT}/certificates`)
  const restore = page.getByRole('button', { name: 'Restore', exact: true })
  await restore.click()
  const send = dialog.getByRole('button', { name: 'Restore' })
  const file = dialog.getByLabel('Backup file')
  await send.click()
  await expect(file).toHaveAccessibleDescription(/Choose the file of a backup/)
  await file.setInputFiles(backup)
  await send.click()
  await expect(file).toHaveAccessibleDescription(/“to-restore” is already in contoso-dev/)
  const foreign = testInfo.outputPath('foreign.certificatebackup')
  writeFileSync(foreign, 'of another kind')
  await file.setInputFiles(foreign)
  await send.click()
  await expect(file).toHaveAccessibleDescription(/Azure cannot open this file/)
  await expect(dialog).toContainText('same subscription and the same Azure geography')

  await deleteCertificate(session, name)
  await file.setInputFiles(backup)
  await send.click()
  await expect(file).toHaveAccessibleDescription(/holds a deleted certificate/)
  await done(session, 'purgeCertificateAction', { vault: VAULT, name, confirm: name })
  await send.click()
  await expect(dialog).toHaveCount(0)
  await expect(restore).toBeFocused()
  await page.getByRole('link', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  expect(await getJson(session, about)).toMatchObject({ thumbprint: before.thumbprint })
  await expect(page.getByText('Restored from a backup')).toBeVisible()
  await signOutOverHttp(session)
})
