import { paths } from '#lib/base/paths.ts'
import type { Fix } from '#lib/domain/posture/rule.ts'

/** The page where a fix is made, and the words of the way to it; null for one that is made where it is found. */
export function fixPath(vault: string, fix: Fix): readonly [label: string, path: string] | null {
  const to = paths.vault(vault)
  switch (fix.at) {
    case 'settings':
      return ['Turn it on', to.set(fix.set)]
    case 'network':
      return ['Choose networks', to.set(fix.set)]
    case 'access':
      return ['See entries', to.access]
    case 'roles':
      return ['See roles', to.roles]
    case 'migrate':
      return ['Plan the switch', to.migrate]
    case 'contacts':
      return ['Name contacts', to.editContacts]
    case 'new-vault':
      return ['New vault', paths.newVault]
    case 'logs':
      return null
  }
}
