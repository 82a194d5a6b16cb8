import { paths } from '#lib/base/paths.ts'

/** The three faces of the console. Which of them a person sees follows from their roles. */
export type View = 'ops' | 'dev' | 'audit'

export interface ViewInfo {
  name: string
  href: string
  /** The app role that opens it, as Entra spells it in the token. */
  role: 'SecurityOperations' | 'Developer' | 'Auditor'
}

export const viewInfo: Record<View, ViewInfo> = {
  ops: { name: 'Security operations', href: paths.ops, role: 'SecurityOperations' },
  dev: { name: 'Developer', href: paths.dev, role: 'Developer' },
  audit: { name: 'Auditor', href: paths.audit, role: 'Auditor' },
}

/** The views that these roles open, in the order in which they are offered. */
export function viewsOf(roles: readonly string[]): View[] {
  const all: View[] = ['ops', 'dev', 'audit']
  return all.filter((view) => roles.includes(viewInfo[view].role))
}
