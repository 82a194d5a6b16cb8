import { expect, it } from 'vitest'
import { permissionSet } from '../permissions/sets.ts'
import { reapplyPermissions } from './reapply-policy.ts'

it.each([
  [
    'another permission was added meanwhile',
    ['get'],
    ['get', 'list'],
    ['get', 'purge'],
    ['get', 'list', 'purge'],
  ],
  ['what I take was taken already', ['get', 'list'], ['get'], ['get'], ['get']],
  ['what I left alone was taken', ['get', 'list'], ['get', 'list', 'set'], ['get'], ['get', 'set']],
  ['the entry was removed', ['get'], ['get', 'list'], [], ['list']],
])('%s', (_, seen, mine, held, expected) => {
  expect(reapplyPermissions({ secrets: seen }, { secrets: mine }, { secrets: held })).toEqual(
    permissionSet({ secrets: expected }),
  )
})
