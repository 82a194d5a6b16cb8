import { expect, it } from 'vitest'
import type { Hazard } from '#lib/features/hazards/schema.ts'
import { checkedWords, groupHazards, placesWords } from './group-hazards.ts'

const hazard = (rule: string, certificate: string): Hazard => ({
  rule,
  certificate,
  vault: 'contoso-prod',
  severity: 'warn',
  title: rule.toUpperCase(),
  citation: 'https://learn.microsoft.com/',
  message: 'It is so.',
  nextStep: 'Change it.',
  due: null,
})

it('puts the certificates of a rule together, rules in the order of the list', () => {
  const groups = groupHazards([hazard('b', 'www'), hazard('a', 'www'), hazard('b', 'api')])
  expect(groups.map(({ rule, title, hazards }) => [rule, title, hazards.length])).toEqual([
    ['b', 'B', 2],
    ['a', 'A', 1],
  ])
  expect(groups[0]?.hazards.map((one) => one.certificate)).toEqual(['www', 'api'])
})

it('names the vault with the certificates', () => {
  const at = (vault: string, certificate: string) => ({ vault, certificate })
  const three = [at('prod', 'www'), at('dev', 'www'), at('prod', 'api')]
  expect(placesWords(three)).toBe('www, api in prod · www in dev')
  const many = Array.from({ length: 7 }, (_, index) => at('prod', `c${index}`))
  expect(placesWords(many)).toBe('c0, c1, c2, c3, c4, c5 in prod …')
})

it.each([
  [1, 1, '1 certificate checked'],
  [38, 38, '38 certificates checked'],
  [1000, 10_000, 'the 1,000 of 10,000 that end first'],
])('says of %d of %d: %s', (checked, total, words) => {
  expect(checkedWords({ checked, total })).toBe(words)
})
