import { describe, expect, it } from 'vitest'
import {
  describeKey,
  findKeyChoice,
  keyChoiceOf,
  keyChoices,
  keyFromPolicy,
  keyOf,
} from './key-types.ts'

describe('keyChoices', () => {
  it('are found again from the policy the vault gives back', () => {
    for (const choice of keyChoices) {
      expect(keyChoiceOf(choice)).toBe(choice)
      expect(findKeyChoice(choice.id)).toBe(choice)
      expect(describeKey(choice)).toBe(choice.label)
    }
  })

  it('are made in software or in a hardware module', () => {
    for (const choice of keyChoices) {
      const key = keyOf(choice, true)
      expect(key.kty).toBe(`${choice.kty}-HSM`)
      expect(keyChoiceOf(key)).toBe(choice)
      expect(keyFromPolicy(key)).toEqual(key)
    }
    expect(keyFromPolicy({ kty: 'oct', size: 256, curve: null })).toEqual(
      keyOf(keyChoices[0], false),
    )
  })

  it.each([
    [{ kty: 'oct', size: 256, curve: null }, 'oct 256'],
    [{ kty: 'RSA-HSM', size: 1024, curve: null }, 'RSA-HSM 1024'],
    [{ kty: 'RSA', size: null, curve: null }, 'RSA'],
    [{ kty: null, size: null, curve: null }, 'unknown'],
  ])('%j is none of them but is described', (key, words) => {
    expect(keyChoiceOf(key)).toBeNull()
    expect(describeKey(key)).toBe(words)
  })
})
