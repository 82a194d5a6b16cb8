import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { Order } from '../outside/create-certificates.ts'
import { runOutside } from '../outside/from-outside.ts'
import { expect, test } from '../own-product.ts'
import { OPS } from '../people.ts'

/** What runs, or looks like a formula, wherever it is pasted as anything but text. */
const payloads = [
  '<script>window.ran=1</script>',
  '<img src=x onerror=window.ran=1>',
  '<svg/onload=window.ran=1>',
  '"><script>window.ran=1</script>',
  "'-window.ran=1-'",
  '</title><script>window.ran=1</script>',
  '<iframe srcdoc="<script>parent.ran=1</script>">',
  '<details open ontoggle=window.ran=1>',
  '<a href="javascript:window.ran=1">x</a>',
  '{{constructor.constructor("window.ran=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is the payload
  '${window.ran=1}',
  '</script><script>window.ran=1</script>',
  '<style>@import"javascript:window.ran=1"</style>',
  '<math><mtext></mtext><script>window.ran=1</script></math>',
  '&lt;script&gt;window.ran=1&lt;/script&gt;',
  '\u202e<script>window.ran=1</script>',
  '=HYPERLINK("https://evil.example","x")',
  "=cmd|'/c calc'!A1",
  '+1+1',
  '-2+3+cmd|x',
  '@SUM(1+1)',
  '\t=1+1',
  '%3Cscript%3Ewindow.ran=1%3C/script%3E',
  'a, O=Evil" onmouseover="window.ran=1',
  '"; window.ran=1; //',
]

/** A quoted value of a subject (RFC 4514 as the service reads it). */
const quoted = (value: string) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const certificates = 10
const types = ['CN', 'O', 'L', 'ST', 'OU', 'OU', 'OU', 'OU', 'OU', 'OU']

/** Twenty places in each of ten certificates: each payload stands in eight of the two hundred. */
const orders: Order[] = Array.from({ length: certificates }, (_, at) => {
  const payload = (place: number) => payloads[(at * 20 + place) % payloads.length] ?? ''
  const several = (from: number) => Array.from({ length: 5 }, (_, next) => payload(from + next))
  const [first = '', ...others] = several(10)
  return {
    name: `hostile-${at}`,
    policy: {
      issuerName: 'Self',
      subject: types.map((type, place) => `${type}=${quoted(payload(place))}`).join(', '),
      subjectAlternativeNames: {
        dnsNames: [`h${at}.contoso.example`],
        userPrincipalNames: [first, ...others],
      },
      keyType: 'EC',
      keyCurveName: 'P-256',
      keyUsage: ['digitalSignature'],
    },
    tags: Object.fromEntries(several(15).map((tag) => [tag, tag])),
  }
})

const VAULT = '/ops/vaults/contoso-iot-lab/certificates'

async function ran(page: Page): Promise<boolean> {
  return page.evaluate(() => 'ran' in window)
}

test('what a certificate says is text on every page and in the CSV', async ({ pageOf }) => {
  test.setTimeout(240_000)
  await runOutside('create-certificates.ts', 'contoso-iot-lab', JSON.stringify(orders)).lines
  const page = await pageOf(OPS)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })

  await page.goto(`${VAULT}?q=hostile`)
  await expect(page.getByRole('link', { name: 'hostile-0', exact: true })).toBeVisible()
  expect(await ran(page)).toBe(false)

  for (const at of orders.keys()) {
    await page.goto(`${VAULT}/hostile-${at}`)
    await expect(page.getByRole('main').getByText(`h${at}.contoso.example`).first()).toBeVisible()
    expect(await ran(page), `hostile-${at}`).toBe(false)
  }
  // Read as it stands, with nothing taken away or turned into an element.
  await page.goto(`${VAULT}/hostile-0`)
  await expect(page.getByRole('main')).toContainText('<img src=x onerror=window.ran=1>')

  await page.goto('/ops/certificates?q=hostile')
  await expect(page.getByRole('link', { name: 'hostile-0', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: 'Save CSV' })
  const rest = dialog.getByRole('button', { name: 'Read the rest' })
  await expect(save.or(rest)).toBeVisible()
  if (await rest.isVisible()) await rest.click()
  const saved = page.waitForEvent('download')
  await save.click()
  const csv = readFileSync(await (await saved).path(), 'utf8')
  expect(csv).toContain('hostile-0')
  expect(csv).toContain('window.ran=1')
  // RFC 4180 section 2: a cell begins a line or follows a comma, perhaps in quotes.
  expect(csv).not.toMatch(/(^|,)"?[=+\-@\t\r]/m)
  expect(await ran(page)).toBe(false)
  expect(dialogs).toEqual([])
})
