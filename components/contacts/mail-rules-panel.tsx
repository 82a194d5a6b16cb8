'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { mailRules } from '#lib/domain/certificates/mail-moments.ts'
import { contactsQuery } from '#lib/features/contacts/client.ts'

const ComingMails = dynamic(
  () => import('./coming-mails.tsx').then((module) => module.ComingMails),
  { ssr: false },
)

/** When the vault mails its contacts, and, when asked, about which certificates next. */
export function MailRulesPanel({ vault }: { vault: string }) {
  const { data: contacts } = useRead(contactsQuery(vault))
  const [shown, setShown] = useState(false)
  return (
    <Panel
      title="Who is mailed when"
      note={
        contacts === undefined
          ? undefined
          : contacts.length === 0
            ? 'nobody'
            : contacts.length === 1
              ? '1 contact'
              : `${contacts.length} contacts`
      }
      padding="none"
    >
      <dl className="divide-y divide-line">
        {mailRules.map((rule) => (
          <div key={rule.id} className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[13rem_1fr]">
            <dt className="font-medium">{rule.when}</dt>
            <dd className="text-ink-2">{rule.what}</dd>
          </div>
        ))}
      </dl>
      <div className="border-t border-line">
        {shown ? (
          <ComingMails vault={vault} />
        ) : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            <Button size="sm" onClick={() => setShown(true)}>
              Show the next mails
            </Button>
            <span className="text-xs text-ink-3">Reads the policy of each certificate.</span>
          </div>
        )}
      </div>
    </Panel>
  )
}
