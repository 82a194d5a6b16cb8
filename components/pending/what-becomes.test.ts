import { expect, it } from 'vitest'
import { type EndingAct, whatBecomes } from './what-becomes.ts'

const acts: readonly EndingAct[] = ['cancel', 'delete-operation', 'delete-certificate']

it.each([true, false])('tells the three endings apart, never issued: %s', (unissued) => {
  const told = acts.map((act) => whatBecomes(act, unissued))
  for (const lines of told) {
    expect(lines.map(({ term }) => term)).toEqual(['Request', 'Key', 'Versions'])
    for (const { value } of lines) expect(value).toMatch(/^[A-Z].*\.$/)
  }
  const requests = told.map(([request]) => request?.value)
  expect(new Set(requests).size).toBe(3)
})

it('says that the name goes with an operation under which nothing was issued', () => {
  expect(whatBecomes('delete-operation', true)[2]?.value).toContain('the name goes too')
  expect(whatBecomes('delete-operation', false)[2]?.value).toContain('Stay as they are')
})
