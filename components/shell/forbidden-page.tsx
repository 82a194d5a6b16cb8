import type { ReactNode } from 'react'
import { LinkButton } from '#components/ui/link-button.tsx'
import { CenterPage } from './center-page.tsx'
import { type View, viewInfo } from './views.ts'

interface ForbiddenPageProps {
  /** The view that was asked for; absent when the person has no role at all. */
  view?: View
  /** The views that their roles open. */
  views: readonly View[]
  /** The console is on its own cloud, not on Azure. */
  embedded: boolean
  /** The address they are signed in with. */
  address: string
  /** A way to sign out, to come back as someone else. */
  signOut?: ReactNode
}

/** Signed in, but without the role: says which one is missing and who can give it. */
export function ForbiddenPage({ view, views, embedded, address, signOut }: ForbiddenPageProps) {
  const wanted = view === undefined ? null : viewInfo[view]
  return (
    <>
      <title>No access · Strongroom</title>
      <CenterPage
        embedded={embedded}
        title={
          wanted
            ? `The view “${wanted.name}” is not open to you`
            : 'You have no role in Strongroom yet'
        }
        actions={
          <>
            {views.map((each) => (
              <LinkButton key={each} href={viewInfo[each].href} variant="primary">
                Open {viewInfo[each].name}
              </LinkButton>
            ))}
            {signOut}
          </>
        }
        footer={<>Signed in as {address}. A new role takes effect when you sign in again.</>}
      >
        <p>
          {wanted ? (
            <>
              It needs the app role <Role>{wanted.role}</Role>.
            </>
          ) : (
            <>
              You need one of the app roles <Role>SecurityOperations</Role>, <Role>Developer</Role>{' '}
              or <Role>Auditor</Role>.
            </>
          )}
        </p>
        <p>
          An administrator of your tenant assigns it in Microsoft Entra ID: Enterprise applications,
          Strongroom, Users and groups.
        </p>
      </CenterPage>
    </>
  )
}

function Role({ children }: { children: string }) {
  return <code className="font-mono text-xs text-ink">{children}</code>
}
