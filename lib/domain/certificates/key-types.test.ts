import { describe, expect, it } from 'vitest'
import { describeKey, findKeyChoice, keyChoiceOf, keyChoices } from './key-types.ts'

describe('keyChoices', () => {
  it('are found again from the policy the vault gives back', () => {
    for (const choice of keyChoices) {
      expect(keyChoiceOf(choice)).toBe(choice)
      expect(findKeyChoice(choice.id)).toBe(choice)
      expect(describeKey(choice)).toBe(choice.label)
    }
  })

  it.each([
    [{ kty: 'RSA-HSM', size: 2048, curve: null }, 'RSA-HSM 2048'],
    [{ kty: 'EC', size: null, curve: 'P-256K' }, 'EC P-256K'],
    [{ kty: 'RSA', size: null, curve: null }, 'RSA'],
    [{ kty: null, size: null, curve: null }, 'unknown'],
  ])('%j is none of them but is described', (key, words) => {
    expect(keyChoiceOf(key)).toBeNull()
    expect(describeKey(key)).toBe(words)
  })
})
