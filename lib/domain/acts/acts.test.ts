import { describe, expect, it } from 'vitest'
import { since } from './since.ts'
import { lookAtVault, tellsOf } from './vault-acts.ts'

const at = new Date('2026-11-20T10:00:00.700Z')
const later = (ms: number) => new Date(at.getTime() + ms)

describe('since', () => {
  it.each([
    [[later(60_000)], true],
    // Whole seconds, rounded down.
    [[new Date('2026-11-20T10:00:00Z')], true],
    [[later(-2_000)], null],
    [[later(-60_000)], false],
    [[later(-60_000), undefined, later(1)], true],
    [[null], false],
  ])('%j: %s', (times, told) => expect(since(at, times)).toBe(told))
})

describe('what a vault tells about an act without an answer', () => {
  const now = (modifiedOn: Date | null) => ({ modifiedOn })
  it.each([
    ['vaults.create', now(later(2_000)), 'done'],
    ['vaults.create', null, 'failed'],
    ['vaults.update', now(later(2_000)), 'done'],
    ['vaults.update', now(later(-60_000)), 'failed'],
    ['vaults.update', now(later(-2_000)), undefined],
    ['vaults.update', now(null), undefined],
    ['vaults.delete', null, 'done'],
    ['vaults.delete', now(later(-60_000)), 'failed'],
    ['vaults.recover', now(later(1_000)), 'done'],
    ['vaults.recover', null, 'failed'],
    ['network.update', now(later(1_000)), 'done'],
    ['network.create-temporary-rule', now(later(-60_000)), 'failed'],
    ['network.delete-temporary-rule', now(later(1_000)), 'done'],
    ['access-policies.update', now(later(1_000)), 'done'],
    ['access-policies.delete', now(later(-60_000)), 'failed'],
    ['permission-model.update', now(later(1_000)), 'done'],
    ['certificates.create', now(later(1_000)), undefined],
  ])('%s of %j: %s', (verb, vault, outcome) => {
    expect(lookAtVault(verb, vault, at)?.outcome).toBe(outcome)
  })

  it('knows what it can tell of', () => {
    expect(tellsOf('network.update')).toBe(true)
    expect(tellsOf('certificates.export-private')).toBe(false)
    expect(tellsOf('toString')).toBe(false)
  })
})
