import { expect, it } from 'vitest'
import { ownerOf } from './owner.ts'

it.each([
  [{}, null],
  [{ team: 'web' }, null],
  [{ owner: 'web@contoso.example' }, 'web@contoso.example'],
  [{ env: 'prod', Owner: ' Web team ' }, 'Web team'],
  [{ owner: '  ' }, null],
  [{ ownership: 'web@contoso.example' }, null],
])('who answers for what has the tags %j', (tags, expected) => {
  expect(ownerOf(tags)).toBe(expected)
})
