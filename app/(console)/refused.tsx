import { ForbiddenPage } from '#components/shell/forbidden-page.tsx'
import { type View, viewsOf } from '#components/shell/views.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { requireSession } from '#lib/session/server.ts'
import { SignOutButton } from './sign-out-button.tsx'

/** What stands in the place of a view for somebody without its role. Holds nothing of the view. */
export async function Refused({ view }: { view?: View }) {
  const { caller } = await requireSession()
  const { env } = await theConsole()
  const views = viewsOf(caller.roles)
  const wanted = views.length === 0 || view === undefined ? {} : { view }
  return (
    <ForbiddenPage
      {...wanted}
      views={views}
      embedded={env.embedded}
      address={caller.userPrincipalName}
      signOut={<SignOutButton />}
    />
  )
}
