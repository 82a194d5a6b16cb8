import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { openVaultUnderTest, type VaultUnderTest } from './vault-under-test.ts'

/**
 * Random sequences of operations on a random clock, against a model of what soft delete, purge
 * protection and pending operations mean. The promise is 10,000 sequences, far longer than a
 * minute at a tenth, so every day has fewer.
 */
const sequences = figure(10_000, 50)
const day = 86_400
const retention = { kv: 7 * day, safe: 90 * day }

let under: VaultUnderTest
/** Never goes back: all sequences share the cloud, each with names of its own. */
let now = Date.parse('2026-05-01T08:00:00Z') / 1000
let run = 0

beforeAll(async () => {
  under = await openVaultUnderTest()
  // Not about the disk: nothing here waits for it.
  under.ctx.store.read((db) => db.sql('PRAGMA synchronous = OFF').run())
  await under.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
  await under.addVault({ name: 'safe', enablePurgeProtection: true })
})
afterAll(() => under.close())

interface Model {
  state: 'absent' | 'live' | 'deleted'
  versions: number
  purgeAt: number
  pending: boolean
}

interface Place {
  vault: 'kv' | 'safe'
  kind: 'key' | 'secret' | 'certificate'
  /** Two names of each kind in each vault. */
  name: 'a' | 'b'
}

type World = Map<string, Model>

const places: Place[] = (['kv', 'safe'] as const).flatMap((vault) =>
  (['key', 'secret', 'certificate'] as const).flatMap((kind) =>
    (['a', 'b'] as const).map((name) => ({ vault, kind, name })),
  ),
)

const freshWorld = (): World =>
  new Map(
    places.map((place) => [
      JSON.stringify(place),
      { state: 'absent', versions: 0, purgeAt: 0, pending: false },
    ]),
  )

function modelOf(world: World, place: Place): Model {
  const model = world.get(JSON.stringify(place))
  if (!model) throw new Error('There is no such place.')
  return model
}

const nameOf = ({ kind, name }: Place) => `${kind}-${run}-${name}`
const live = (place: Place) =>
  `https://${place.vault}.vault.azure.net/${place.kind}s/${nameOf(place)}`
const deleted = (place: Place) =>
  `https://${place.vault}.vault.azure.net/deleted${place.kind}s/${nameOf(place)}`

const status = async (method: string, url: string, body?: object) =>
  (await under.send(method, url, body === undefined ? {} : { body })).status

const certificate = (issuer: 'Self' | 'Unknown') => ({
  policy: { issuer: { name: issuer }, key_props: { kty: 'EC' }, x509_props: { subject: 'CN=m' } },
})

type Step = (model: Model, place: Place) => Promise<void>

/** A step predicts from the model, asks the cloud, and moves the model on. */
const steps: Record<string, Step> = {
  async make(model, place) {
    const accepted = { key: 200, secret: 200, certificate: 202 }[place.kind]
    const expected = model.state === 'deleted' || model.pending ? 409 : accepted
    const answer = {
      key: () => status('POST', `${live(place)}/create`, { kty: 'EC' }),
      secret: () => status('PUT', live(place), { value: 'v' }),
      certificate: () => status('POST', `${live(place)}/create`, certificate('Self')),
    }[place.kind]
    expect(await answer()).toBe(expected)
    await under.app.settled()
    if (expected === 409) return
    model.state = 'live'
    model.versions += 1
  },
  async order(model, place) {
    // A certificate whose first version is still to come is its own table of cases.
    if (place.kind !== 'certificate' || model.state === 'absent') return
    const expected = model.state === 'deleted' || model.pending ? 409 : 202
    expect(await status('POST', `${live(place)}/create`, certificate('Unknown'))).toBe(expected)
    if (expected === 202) model.pending = true
  },
  async cancel(model, place) {
    if (place.kind !== 'certificate' || !model.pending) return
    expect(await status('DELETE', `${live(place)}/pending`)).toBe(200)
    expect(await status('GET', `${live(place)}/pending`)).toBe(404)
    model.pending = false
  },
  async delete(model, place) {
    if (model.pending) return
    const answer = await under.send('DELETE', live(place))
    expect(answer.status).toBe(model.state === 'live' ? 200 : 404)
    if (model.state !== 'live') return
    model.state = 'deleted'
    model.purgeAt = now + retention[place.vault]
    expect(answer.body.scheduledPurgeDate).toBe(model.purgeAt)
  },
  async recover(model, place) {
    const expected = model.state === 'deleted' ? 200 : 404
    expect(await status('POST', `${deleted(place)}/recover`)).toBe(expected)
    if (model.state === 'deleted') model.state = 'live'
  },
  async purge(model, place) {
    const allowed = place.vault === 'safe' ? 403 : 204
    const expected = model.state === 'deleted' ? allowed : 404
    expect(await status('DELETE', deleted(place))).toBe(expected)
    if (expected === 204) Object.assign(model, { state: 'absent', versions: 0 })
  },
}

/** Everything that can be seen of an object says what the model says. */
async function look(model: Model, place: Place): Promise<void> {
  expect(await status('GET', live(place))).toBe(model.state === 'live' ? 200 : 404)
  expect(await status('GET', deleted(place))).toBe(model.state === 'deleted' ? 200 : 404)
  const { body } = await under.send('GET', `${live(place)}/versions`)
  expect(body.value ?? []).toHaveLength(model.state === 'live' ? model.versions : 0)
}

function command(name: string, place: Place): fc.AsyncCommand<World, object> {
  return {
    check: () => true,
    async run(world) {
      const model = modelOf(world, place)
      await steps[name]?.(model, place)
      await look(model, place)
    },
    toString: () => `${name} ${place.kind} ${place.name} in ${place.vault}`,
  }
}

function wait(seconds: number): fc.AsyncCommand<World, object> {
  return {
    check: () => true,
    async run(world) {
      now += seconds
      under.setNow(new Date(now * 1000))
      for (const [key, model] of world) {
        if (model.state !== 'deleted' || model.purgeAt > now) continue
        Object.assign(model, { state: 'absent', versions: 0 })
        await look(model, JSON.parse(key))
      }
    },
    toString: () => `wait ${seconds} s`,
  }
}

const commands = fc.commands(
  [
    fc
      .tuple(fc.constantFrom(...Object.keys(steps)), fc.constantFrom(...places.slice(0, 6)))
      .map(([name, place]) => command(name, place)),
    fc
      .tuple(fc.constantFrom(...Object.keys(steps)), fc.constantFrom(...places.slice(6)))
      .map(([name, place]) => command(name, place)),
    // To the second of a purge, just before it, and anywhere.
    fc.oneof(fc.constantFrom(7 * day, 7 * day - 1, 1, 90 * day), fc.nat(8 * day)).map(wait),
  ],
  { maxCommands: 40, size: 'max' },
)

it(`does what the model says in ${sequences} sequences`, {
  timeout: patience(60_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (chosen) => {
      run += 1
      await fc.asyncModelRun(() => ({ model: freshWorld(), real: {} }), chosen)
    }),
    { numRuns: sequences },
  )
})
