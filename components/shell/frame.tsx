import MenuIcon from 'lucide-react/icons/menu'
import type { ReactNode } from 'react'
import { buttonClass } from '#components/ui/button-class.ts'
import { ToastRegion } from '#components/ui/toast-region.tsx'
import { Brand } from './brand-mark.tsx'
import { CommandButton } from './command-button.tsx'
import { EmbeddedBadge } from './embedded-badge.tsx'
import { NavLinks, sidebarId } from './nav-links.tsx'
import { ViewSwitch } from './view-switch.tsx'
import type { View } from './views.ts'

interface FrameProps {
  view: View
  /** The views that the person's roles open. */
  views: readonly View[]
  embedded: boolean
  /** A UserMenu with its sign-out. */
  account: ReactNode
  /** A CommandButton that can also search; by default one that knows the places of the view. */
  command?: ReactNode
  children: ReactNode
}

/**
 * Sidebar, top bar and the page between them. On a phone the sidebar is a popover of the browser, so it
 * opens before any script has run. The page's Breadcrumb places itself in the top bar.
 */
export function Frame({ view, views, embedded, account, command, children }: FrameProps) {
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-ink px-3 py-1.5 text-on-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <nav
        id={sidebarId}
        popover="auto"
        aria-label="Console"
        className="inset-y-0 right-auto left-0 m-0 h-dvh max-h-none w-[min(17rem,85vw)] flex-col border-r border-line bg-ground p-0 text-ink backdrop:bg-veil open:flex md:fixed md:z-10 md:flex md:w-sidebar print:hidden"
      >
        <div className="px-2.5 pt-2.5">
          <div className="flex h-8 items-center px-2">
            <Brand />
          </div>
          <div className="py-2.5">
            <ViewSwitch view={view} views={views} />
          </div>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-2.5 py-1">
          <NavLinks view={view} embedded={embedded} />
        </div>
        <div className="mx-2.5 border-t border-line py-2">{account}</div>
      </nav>
      <header className="sticky top-0 z-10 border-b border-line bg-ground md:ml-sidebar print:hidden">
        <div className="flex h-topbar items-center justify-end gap-2.5 px-3 md:px-6">
          <button
            type="button"
            popoverTarget={sidebarId}
            aria-label="Open navigation"
            className={buttonClass('ghost', 'md', 'icon', 'mr-auto md:hidden')}
          >
            <MenuIcon aria-hidden />
          </button>
          {command ?? <CommandButton view={view} views={views} embedded={embedded} />}
          {embedded && <EmbeddedBadge />}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="outline-none md:ml-sidebar print:ml-0">
        <div className="grid max-w-440 grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 py-5 md:px-6">
          {children}
        </div>
      </main>
      <ToastRegion />
    </>
  )
}
