import { readdirSync, readFileSync } from 'node:fs'
import { runOutside } from './outside/from-outside.ts'
import { expect, test } from './own-product.ts'
import { OPS } from './people.ts'

const VAULT = '/ops/vaults/contoso-iot-lab/certificates'

/** The process of the embedded cloud: the child of this start command that runs its script. */
function cloudOf(product: { pid: number }): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8')
      if (Number(parent) === product.pid && command.includes('lib/cloud/main.ts')) {
        return Number(entry)
      }
    } catch {
      // It ended while it was looked at.
    }
  }
  return 0
}

test('killed three times while certificates are made, the cloud loses nothing and the console recovers', async ({
  pageOf,
  product,
}) => {
  test.setTimeout(240_000)
  const writers = ['a', 'b'].map((each) =>
    runOutside('writer.ts', 'contoso-iot-lab', `kill-${each}`),
  )
  const page = await pageOf(OPS)
  const table = await pageOf(OPS)
  await table.goto(VAULT)
  await expect(table.getByRole('link', { name: 'sensor-gateway' })).toBeVisible()
  const opened = await table.evaluate(() => performance.timeOrigin)

  for (const round of [1, 2, 3]) {
    const name = `by-hand-${round}`
    await page.goto(`${VAULT}/new`)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await page.getByRole('textbox', { name: 'Subject' }).fill(`CN=${name}.contoso.com`)
    const killed = cloudOf(product)
    expect(killed).toBeGreaterThan(0)
    process.kill(killed, 'SIGKILL')
    const create = page.getByRole('button', { name: 'Create certificate' })
    const made = page.getByRole('heading', { level: 1, name })
    const told = page.getByRole('main').getByRole('alert').filter({ hasText: /./ }).first()
    // Told that it did not go through, a person sends the form again, as it is.
    await expect(async () => {
      await create.click({ timeout: 5_000 })
      await expect(made.or(told).first()).toBeVisible({ timeout: 25_000 })
      await expect(made).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 60_000 })
    await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible({
      timeout: 30_000,
    })
    expect(cloudOf(product)).not.toBe(killed)
  }

  for (const writer of writers) writer.finish()
  for (const writer of writers) {
    const [line = ''] = await writer.lines
    const result: { acknowledged: number; lost: string[]; halves: string[] } = JSON.parse(line)
    expect(result.lost).toEqual([])
    expect(result.halves).toEqual([])
    expect(result.acknowledged).toBeGreaterThan(3)
  }

  // The page that was open all the time, never loaded again, shows what was made meanwhile.
  await table.getByRole('link', { name: 'Settings' }).click()
  await expect(table.getByText('rg-iot-lab').first()).toBeVisible()
  await table
    .getByRole('navigation', { name: 'Sections of contoso-iot-lab' })
    .getByRole('link', { name: 'Certificates' })
    .click()
  for (const round of [1, 2, 3]) {
    await table.getByRole('searchbox').fill(`by-hand-${round}`)
    await expect(table.getByRole('link', { name: `by-hand-${round}` })).toBeVisible()
  }
  expect(await table.evaluate(() => performance.timeOrigin)).toBe(opened)
})
