'use client'

import { PanelFailure } from '#components/certificates/page/panel-failure.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { mailPreviewQuery } from '#lib/features/contacts/client.ts'

const kinds = {
  renewal: 'Mail before and after its renewal',
  notice: 'Mail that somebody has to renew it',
} as const

/** The next mails of a vault, worked out from the policies of its certificates. */
export function ComingMails({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(mailPreviewQuery(vault))
  if (data === undefined) {
    return failure === null ? (
      <LoadingState label={`Reading the policies of ${vault}`} lines={3} />
    ) : (
      <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
    )
  }
  const { mails, certificates, unread } = data
  return (
    <>
      {mails.length === 0 ? (
        <p className="px-4 py-2.5 text-ink-2">
          None of its {certificates} certificates leads to a mail as things are.
        </p>
      ) : (
        <ul
          aria-label="The next mails, soonest first"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus.
          tabIndex={0}
          className="max-h-80 divide-y divide-line overflow-y-auto focus-visible:-outline-offset-2"
        >
          {mails.map((mail) => (
            <li
              key={mail.certificate}
              className="flex flex-wrap items-baseline gap-x-4 px-4 py-2 text-ink-2"
            >
              <TextLink
                quiet
                href={paths.vault(vault).certificate(mail.certificate)}
                className="min-w-0 basis-40 truncate"
              >
                {mail.certificate}
              </TextLink>
              <span className="min-w-0 flex-1">
                {kinds[mail.kind]}
                {mail.owner !== null && (
                  <span className="block truncate text-xs text-ink-3">Owner: {mail.owner}</span>
                )}
              </span>
              <RelativeTime time={mail.at} />
            </li>
          ))}
        </ul>
      )}
      {unread.length > 0 && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-2">
          {unread.length} of the certificates could not be read: {unread[0]?.failure.title}.
        </p>
      )}
    </>
  )
}
