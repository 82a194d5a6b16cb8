import { expect, it } from 'vitest'
import { certificateCommands } from './object-commands.ts'

it('names each certificate once, from the overview and from lists that were read', () => {
  const commands = certificateCommands(
    [{ vault: 'contoso-prod', name: 'www' }],
    [
      [
        { vault: 'contoso-prod', name: 'www' },
        { vault: 'contoso-dev', name: 'www' },
      ],
      undefined,
      { name: 'not a list' },
      [{ version: 'no name' }],
    ],
  )
  expect(commands.map((command) => `${command.detail}/${command.label}`)).toEqual([
    'contoso-prod/www',
    'contoso-dev/www',
  ])
  expect(commands[1]?.href).toBe('/ops/vaults/contoso-dev/certificates/www')
})
