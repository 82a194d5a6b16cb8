'use client'

import Mail from 'lucide-react/icons/mail'
import Pencil from 'lucide-react/icons/pencil'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { NoDataAccess } from '#components/vaults/no-data-access.tsx'
import { contactsQuery } from '#lib/features/contacts/client.ts'
import type { Contact } from '#lib/features/contacts/schema.ts'

const ContactsDialog = dynamic(
  () => import('./contacts-dialog.tsx').then((module) => module.ContactsDialog),
  { ssr: false },
)

/** Whom the vault mails about its certificates. */
export function ContactsPanel({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(contactsQuery(vault))
  const wanted = useSearchParams().get('edit')
  const [editing, setEditing] = useState(wanted === 'contacts')
  if (failure !== null && failure.status === 403) {
    return (
      <div className="grid gap-2">
        <NoDataAccess failure={failure} what="contacts" onRetry={retry} retrying={reading} />
        <p className="px-1 text-xs text-ink-3">
          Azure has no right to only read them: whoever may see the contacts may change them.
        </p>
      </div>
    )
  }
  return (
    <>
      {failure !== null && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {(data !== undefined || failure === null) && (
        <Panel
          title="Contacts"
          note={data?.length}
          padding="none"
          actions={
            data !== undefined &&
            data.length > 0 && (
              <Button size="sm" icon={<Pencil aria-hidden />} onClick={() => setEditing(true)}>
                Edit contacts
              </Button>
            )
          }
        >
          {data === undefined ? (
            <LoadingState label={`Reading the contacts of ${vault}`} lines={3} />
          ) : data.length === 0 ? (
            <EmptyState
              icon={<Mail aria-hidden />}
              title="Nobody is mailed"
              action={
                <Button variant="primary" onClick={() => setEditing(true)}>
                  Add contacts
                </Button>
              }
            >
              When a renewal fails, or somebody has to renew by hand, no one is told.
            </EmptyState>
          ) : (
            <ContactList contacts={data} />
          )}
        </Panel>
      )}
      {editing && data !== undefined && (
        <ContactsDialog vault={vault} contacts={data} onClose={() => setEditing(false)} />
      )}
    </>
  )
}

function ContactList({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <ul aria-label="Contacts" className="divide-y divide-line">
      {contacts.map(({ name, email, phone }) => (
        <li key={email} className="flex min-h-10.5 flex-wrap items-baseline gap-x-4 px-4 py-2">
          <span className="min-w-0 flex-1 basis-40 font-medium break-words">
            {name === '' ? email : name}
          </span>
          {name !== '' && (
            <span className="min-w-0 flex-1 basis-44 break-all text-ink-2">{email}</span>
          )}
          <span className="min-w-28 text-ink-3 tabular-nums">{phone}</span>
        </li>
      ))}
    </ul>
  )
}
