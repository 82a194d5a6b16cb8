import { describe, expect, it } from 'vitest'
import { type Command, matchCommands, placeCommands } from './commands.ts'

const command = (label: string, detail?: string): Command => ({
  id: label,
  label,
  group: 'Certificates',
  href: `/${label}`,
  ...(detail === undefined ? {} : { detail }),
})
const labels = (commands: Command[]) => commands.map(({ label }) => label)

describe('matchCommands', () => {
  const all = [
    command('api-gateway', 'contoso-prod'),
    command('www', 'contoso-prod'),
    command('gateway', 'contoso-dev'),
  ]

  it('gives all for an empty text', () => {
    expect(labels(matchCommands(all, '  '))).toEqual(['api-gateway', 'www', 'gateway'])
  })
  it('puts what begins with the text first', () => {
    expect(labels(matchCommands(all, 'Gate'))).toEqual(['gateway', 'api-gateway'])
  })
  it('asks for each word, wherever it stands', () => {
    expect(labels(matchCommands(all, 'prod gate'))).toEqual(['api-gateway'])
  })
  it('gives nothing when a word is nowhere', () => {
    expect(matchCommands(all, 'gateway staging')).toEqual([])
  })
})

describe('placeCommands', () => {
  it('offers no place of a view that the roles do not open', () => {
    const hrefs = placeCommands('dev', ['dev'], false).map(({ href }) => href)
    expect(hrefs).toEqual(['/dev'])
  })
  it('offers the other views that they open', () => {
    const hrefs = placeCommands('ops', ['ops', 'audit'], false).map(({ href }) => href)
    expect(hrefs).toContain('/audit')
    expect(hrefs).not.toContain('/dev')
  })
})
