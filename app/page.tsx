import { forbidden, redirect } from 'next/navigation'
import { viewInfo, viewsOf } from '#components/shell/views.ts'
import { requireSession } from '#lib/session/server.ts'

/** The start leads each person to the first view that their roles open. */
export default async function StartPage() {
  const { caller } = await requireSession()
  const [first] = viewsOf(caller.roles)
  if (first === undefined) forbidden()
  redirect(viewInfo[first].href)
}
