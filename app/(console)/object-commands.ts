import type { Command } from '#components/shell/commands.ts'
import { paths } from '#lib/base/paths.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'

interface Named {
  readonly vault: string
  readonly name: string
}

function isNamed(value: unknown): value is Named {
  return (
    typeof value === 'object' &&
    value !== null &&
    'vault' in value &&
    typeof value.vault === 'string' &&
    'name' in value &&
    typeof value.name === 'string'
  )
}

/** One command per vault: it opens its certificates. */
export function vaultCommands(vaults: readonly Vault[]): Command[] {
  return vaults.map((vault) => ({
    id: `vault ${vault.id}`,
    label: vault.name,
    detail: vault.subscriptionName,
    group: 'Vaults',
    href: paths.vault(vault.name).certificates,
  }))
}

/**
 * One command per certificate whose name is known: from the overview of all vaults, and from lists that
 * were read in this page, which also hold those that are disabled or not issued yet.
 */
export function certificateCommands(
  overview: readonly Named[],
  lists: readonly unknown[],
): Command[] {
  const known = new Map<string, Named>()
  const read = lists.flatMap((list) => (Array.isArray(list) ? list.filter(isNamed) : []))
  for (const one of [...overview, ...read]) known.set(`${one.vault}/${one.name}`, one)
  return [...known].map(([key, { vault, name }]) => ({
    id: `certificate ${key}`,
    label: name,
    detail: vault,
    group: 'Certificates',
    href: paths.vault(vault).certificate(name),
  }))
}
