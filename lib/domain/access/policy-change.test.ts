import { describe, expect, it } from 'vitest'
import { permissionCatalogue } from '../permissions/catalogue.ts'
import { changeWords, policyRequest, sameEntry } from './policy-change.ts'

const everyKey = permissionCatalogue.keys.map((one) => one.id)

describe('the request for an entry', () => {
  it('is none when nothing changes, however it is spelled', () => {
    expect(policyRequest({ keys: ['GET', 'wrapkey'] }, { keys: ['wrapKey', 'get'] })).toBeNull()
    expect(policyRequest({ keys: ['all'] }, { keys: everyKey })).toBeNull()
  })

  it('adds what comes alone, and to no entry the whole', () => {
    expect(policyRequest({ keys: ['get'] }, { keys: ['get', 'list'] })).toEqual({
      kind: 'add',
      permissions: { keys: ['list'], secrets: [], certificates: [] },
    })
    expect(policyRequest(null, { secrets: ['get'] })?.kind).toBe('add')
  })

  it('removes what goes alone', () => {
    expect(policyRequest({ keys: ['get', 'List'] }, { keys: ['get'] })).toEqual({
      kind: 'remove',
      permissions: { keys: ['list'], secrets: [], certificates: [] },
    })
  })

  it('replaces the entry when both happen or `all` loses a part, and keeps storage', () => {
    const before = { keys: ['get'], storage: ['all'] }
    expect(policyRequest(before, { keys: ['list'] })).toEqual({
      kind: 'replace',
      permissions: { keys: ['list'], secrets: [], certificates: [], storage: ['all'] },
    })
    const less = everyKey.filter((id) => id !== 'purge')
    const request = policyRequest({ keys: ['all'] }, { keys: less })
    expect(request).toMatchObject({ kind: 'replace', permissions: { keys: less } })
  })
})

it('says the difference in words', () => {
  expect(
    changeWords({ keys: ['get'], secrets: ['get'] }, { keys: ['get', 'unwrapKey', 'list'] }),
  ).toEqual(['Keys: gains List, Unwrap key', 'Secrets: loses Get'])
})

it('tells a compound identity from the person alone', () => {
  const alone = { objectId: 'AB', applicationId: null }
  expect(sameEntry(alone, { objectId: 'ab', applicationId: null })).toBe(true)
  expect(sameEntry(alone, { objectId: 'ab', applicationId: 'cd' })).toBe(false)
})
