import type { ReactNode } from 'react'
import { PlaceProvider } from '#components/code/place.tsx'
import { Frame } from '#components/shell/frame.tsx'
import { type View, viewsOf } from '#components/shell/views.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { SessionRenewal } from '#lib/session/renewal.tsx'
import { requireSession } from '#lib/session/server.ts'
import { Account } from './account.tsx'
import { ConsoleCommand } from './console-command.tsx'

interface ViewFrameProps {
  view: View
  children: ReactNode
}

/**
 * The frame around the pages of a view. It is no lock: a layout does not run again on each navigation,
 * so every page opens the view itself. Without the role there is no frame, only the page's refusal.
 */
export async function ViewFrame({ view, children }: ViewFrameProps) {
  const { caller } = await requireSession()
  const views = viewsOf(caller.roles)
  if (!views.includes(view)) return children
  const { env, cloud } = await theConsole()
  return (
    <Frame
      view={view}
      views={views}
      embedded={env.embedded}
      account={<Account address={caller.userPrincipalName} name={caller.name} />}
      command={
        view === 'ops' ? (
          <ConsoleCommand view={view} views={views} embedded={env.embedded} />
        ) : undefined
      }
    >
      <SessionRenewal />
      <PlaceProvider vaultSuffix={cloud.vaultSuffix}>{children}</PlaceProvider>
    </Frame>
  )
}
