import { expect, it } from 'vitest'
import { protectedReason } from './deleted-words.ts'

it.each([
  [
    '2027-02-21T12:00:00Z',
    'contoso-prod has purge protection: nobody can purge this before 21 Feb 2027.',
  ],
  [null, 'contoso-prod has purge protection: nobody can purge this until its retention is over.'],
])('%s', (scheduledPurgeOn, words) => {
  expect(protectedReason({ vault: 'contoso-prod', scheduledPurgeOn })).toBe(words)
})
