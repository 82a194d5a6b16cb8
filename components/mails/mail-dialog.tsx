'use client'

import { Badge } from '#components/ui/badge.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Mail } from '#lib/features/mails/schema.ts'
import { mailLook } from './mail-words.ts'

/** One mail as the contacts would have got it. */
export function MailDialog({ mail, onClose }: { mail: Mail; onClose: () => void }) {
  const { word, tone } = mailLook(mail.kind)
  return (
    <Dialog
      open
      onClose={onClose}
      title={mail.subject}
      actions={
        <LinkButton href={paths.vault(mail.vault).certificate(mail.certificate)}>
          Open {mail.certificate}
        </LinkButton>
      }
    >
      <DefinitionList
        items={[
          { term: 'Kind', value: <Badge tone={tone}>{word}</Badge> },
          { term: 'To', value: mail.to.join(', ') },
          { term: 'Sent', value: <RelativeTime time={mail.at} withDate /> },
          { term: 'Vault', value: mail.vault },
        ]}
      />
      <p className="mt-4 rounded-md border border-line bg-ground p-3 break-words whitespace-pre-line">
        {mail.text.trim()}
      </p>
    </Dialog>
  )
}
