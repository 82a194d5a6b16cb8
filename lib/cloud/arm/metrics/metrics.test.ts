import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type ArmUnderTest,
  everything,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

let cloud: ArmUnderTest
const version = '2024-02-01'
const base = `${vaults}/kv-metrics/providers/Microsoft.Insights`

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.arm('PUT', `${vaults}/kv-metrics`, {
    body: vaultRequest({ accessPolicies: [everything(owner)] }),
  })
  const calls: [string, string, string | null][] = [
    ['2026-05-01T08:10:00Z', '/keys', owner],
    ['2026-05-01T08:20:00Z', '/secrets', owner],
    ['2026-05-01T08:59:59.999Z', '/keys/none', owner],
    ['2026-05-01T10:00:00Z', '/keys', nobody],
  ]
  for (const [at, path, as] of calls) {
    cloud.setNow(new Date(at))
    await cloud.vault('GET', `https://kv-metrics.vault.azure.net${path}`, { as })
  }
  cloud.setNow(new Date('2026-05-01T11:00:00Z'))
})

afterAll(() => cloud.close())

function metrics(query: string, as = owner) {
  return cloud.arm('GET', `${base}/metrics?${query}`, { version, as })
}

const morning = 'timespan=2026-05-01T08:00:00Z/2026-05-01T11:00:00Z&interval=PT1H'

it('counts calls by the hour', async () => {
  const { status, body } = await metrics(`metricnames=ServiceApiHit&${morning}`)
  expect(status).toBe(200)
  expect(body).toEqual({
    cost: 0,
    timespan: '2026-05-01T08:00:00Z/2026-05-01T11:00:00Z',
    interval: 'PT1H',
    namespace: 'Microsoft.KeyVault/vaults',
    resourceregion: 'westeurope',
    value: [
      {
        id: `${vaults}/kv-metrics/providers/Microsoft.Insights/metrics/ServiceApiHit`,
        type: 'Microsoft.Insights/metrics',
        name: { value: 'ServiceApiHit', localizedValue: 'Total Service Api Hits' },
        displayDescription: 'Total Service Api Hits',
        unit: 'Count',
        errorCode: 'Success',
        timeseries: [
          {
            metadatavalues: [],
            data: [
              { timeStamp: '2026-05-01T08:00:00Z', count: 3 },
              { timeStamp: '2026-05-01T09:00:00Z', count: 0 },
              { timeStamp: '2026-05-01T10:00:00Z', count: 1 },
            ],
          },
        ],
      },
    ],
  })
})

it('reads a span that is encoded twice and has no zone', async () => {
  const { status, body } = await metrics(
    'timespan=2026-05-01T08%253A00%253A00.5%252F2026-05-01T11%253A00%253A00.5&interval=PT1H',
  )
  expect([status, body.timespan]).toEqual([200, '2026-05-01T08:00:00Z/2026-05-01T11:00:00Z'])
})

it('splits by what is asked for, the busiest first', async () => {
  const filter = encodeURIComponent(
    "ActivityType eq '*' and StatusCode eq '200' or StatusCode eq '403'",
  )
  const { body } = await metrics(
    `metricnames=ServiceApiResult&${morning}&interval=FULL&$filter=${filter}`,
  )
  const [{ timeseries }] = body.value
  const shown = timeseries.map(
    (one: { metadatavalues: { value: string }[]; data: { count: number }[] }) => [
      ...one.metadatavalues.map(({ value }) => value),
      one.data.reduce((sum, { count }) => sum + count, 0),
    ],
  )
  expect(shown).toEqual(
    expect.arrayContaining([
      ['key', '200', 1],
      ['secret', '200', 1],
      ['key', '403', 1],
    ]),
  )
  expect(shown).toHaveLength(3)
})

it('has no average where nothing was called', async () => {
  const { body } = await metrics(
    `metricnames=Availability,ServiceApiLatency&${morning}&aggregation=Average,Count`,
  )
  const [availability, latency] = body.value
  expect(availability.timeseries[0].data).toEqual([
    { timeStamp: '2026-05-01T08:00:00Z', average: 100, count: 3 },
    { timeStamp: '2026-05-01T09:00:00Z', count: 0 },
    { timeStamp: '2026-05-01T10:00:00Z', average: 100, count: 1 },
  ])
  expect(latency.timeseries[0].data[0]).toEqual({
    timeStamp: '2026-05-01T08:00:00Z',
    average: expect.any(Number),
    count: 3,
  })
})

it('shows the last hour by the minute when nothing is said', async () => {
  const { body } = await metrics('')
  expect([body.interval, body.value.length]).toEqual(['PT1M', 1])
  expect(body.value[0].timeseries[0].data).toHaveLength(60)
})

it.each([
  'metricnames=Nothing',
  'timespan=yesterday',
  'timespan=2026-05-02T08:00:00Z/2026-05-01T08:00:00Z',
  'interval=PT7M',
  'timespan=2020-01-01T00:00:00Z/2026-01-01T00:00:00Z',
  'aggregation=Median',
  "$filter=Colour eq 'red'",
  '$filter=ActivityName',
  'top=0',
])('refuses %s', async (query) => {
  const { status, body } = await metrics(query)
  expect([status, body.error.code]).toEqual([400, 'BadRequest'])
})

it('tells which metrics there are', async () => {
  const { body } = await cloud.arm('GET', `${base}/metricDefinitions`, { version })
  expect(body.value.map((one: { name: { value: string } }) => one.name.value)).toEqual([
    'ServiceApiHit',
    'ServiceApiLatency',
    'ServiceApiResult',
    'SaturationShoebox',
    'Availability',
  ])
})

it.each(['metrics', 'metricDefinitions'])('refuses %s without the right', async (what) => {
  const { status, body } = await cloud.arm('GET', `${base}/${what}`, { version, as: nobody })
  expect([status, body.error.code]).toEqual([403, 'AuthorizationFailed'])
})
