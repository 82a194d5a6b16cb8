'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { PeopleEditor } from '#components/issuers/people-editor.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, useForm } from '#components/ui/use-form.ts'
import { contactChanges, contactProblems, contactsMax } from '#lib/domain/certificates/contacts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { refreshContacts, updateContacts } from '#lib/features/contacts/client.ts'
import type { Contact } from '#lib/features/contacts/schema.ts'

interface ContactValues {
  contacts: readonly Contact[]
}

const fields = [
  { key: 'name', label: 'Name', optional: true },
  { key: 'email', label: 'E-mail', type: 'email' },
  { key: 'phone', label: 'Telephone', type: 'tel', optional: true },
] as const

const nobody: Contact = { name: '', email: '', phone: '' }

const check = async (values: ContactValues): Promise<Checked<ContactValues, ContactValues>> => {
  const [message] = Object.values(contactProblems(values.contacts))
  return message === undefined
    ? { ok: true, input: values }
    : { ok: false, errors: { contacts: message } }
}

const isContactPath = (path: string) => path.startsWith('contacts')

interface ContactsDialogProps {
  vault: string
  contacts: readonly Contact[]
  onClose: () => void
}

/** Changes whom a vault mails: the service takes the whole list, so the whole list is edited. */
export function ContactsDialog(props: ContactsDialogProps) {
  const [round, setRound] = useState(0)
  return <ContactsForm key={round} {...props} onAgain={() => setRound(round + 1)} />
}

/** @param onAgain begins again with the list that the vault has now */
function ContactsForm({
  vault,
  contacts,
  onClose,
  onAgain,
}: ContactsDialogProps & { onAgain: () => void }) {
  const queryClient = useQueryClient()
  // What the form began with: a read in between must not change what it is compared with.
  const [before, setBefore] = useState(contacts)
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm<ContactValues, ContactValues>(
    { contacts: before.length === 0 ? [nobody] : before },
    check,
  )
  const field = form.field('contacts')
  const problems =
    field.error === undefined
      ? {}
      : Object.fromEntries(
          Object.entries(contactProblems(field.value)).flatMap(([path, message]) =>
            path.startsWith('contacts.') ? [[path.slice('contacts.'.length), message]] : [],
          ),
        )
  const changes = contactChanges(before, field.value)

  const send = async ({ contacts: wanted }: ContactValues) => {
    if (changes.length === 0) return onClose()
    setFailure(null)
    const result = await updateContacts({
      vault,
      before: [...before],
      contacts: [...wanted],
    })
    if (!result.ok) {
      setFailure(result.failure)
      const [path] = fieldMessages(result.failure)
      if (path !== undefined) form.refuse({ contacts: path[1] })
      if (result.failure.code === 'changed-meanwhile') await refreshContacts(queryClient, vault)
      return
    }
    await refreshContacts(queryClient, vault)
    showToast({ tone: 'ok', title: `The contacts of ${vault} are changed` })
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Contacts of ${vault}`}
      description="They get the mails about all certificates of this vault; there is one list for all."
      busy={form.submitting}
      size="lg"
    >
      <form ref={form.ref} noValidate className="grid gap-4" onSubmit={form.submit(send)}>
        <PeopleEditor
          label="Contacts"
          who="Contact"
          fields={fields}
          empty={nobody}
          value={field.value}
          onChange={field.onChange}
          onBlur={field.onBlur}
          problems={problems}
          error={Object.keys(problems).length > 0 ? undefined : field.error}
          max={contactsMax}
        />
        {changes.length > 0 && (
          <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
        {failure !== null && <SendFailure failure={failure} hasField={isContactPath} />}
        {failure?.code === 'changed-meanwhile' && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={onAgain}>Take theirs</Button>
            <Button
              onClick={() => {
                setBefore(contacts)
                setFailure(null)
              }}
            >
              Put mine in its place
            </Button>
          </div>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2 pb-1">
          <div className="mr-auto min-w-0 max-w-96">
            <RightNote
              plane="data"
              right="certificates/managecontacts"
              builtInRole="Key Vault Certificates Officer"
            />
            {changes.length > 0 && (
              <ShowAsCode
                writes={() => [{ kind: 'set-contacts', vault, before, after: field.value }]}
                faults={() => Object.values(contactProblems(field.value))}
              />
            )}
          </div>
          <Button onClick={onClose} disabled={form.submitting}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" loading={form.submitting}>
            Save contacts
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
