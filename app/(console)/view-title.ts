import 'server-only'
import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { type View, viewsOf } from '#components/shell/views.ts'
import { currentSession } from '#lib/session/server.ts'

/**
 * The metadata of a view's layout. It refuses whom the view refuses: a page that refuses while it renders
 * keeps its own title, but where the metadata refuses too there is none, and the refusal sets its own.
 */
export async function viewTitle(view: View): Promise<Metadata> {
  const session = await currentSession()
  if (session !== null && !viewsOf(session.caller.roles).includes(view)) forbidden()
  return {}
}
