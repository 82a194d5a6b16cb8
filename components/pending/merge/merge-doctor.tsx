'use client'

import FileX from 'lucide-react/icons/file-x'
import { MissingCertificate } from '#components/certificates/page/missing-certificate.tsx'
import { useCertificate } from '#components/certificates/page/use-certificate.ts'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { MergeForm } from './merge-form.tsx'
import { mergeBlocked } from './merge-words.ts'

/** Takes a CA's answer to a pending request, or says why none can be taken. */
export function MergeDoctor({ vault, name }: { vault: string; name: string }) {
  const { data: certificate, failure, reading, retry } = useCertificate(vault, name)
  if (failure?.code === 'not-found') return <MissingCertificate vault={vault} name={name} />
  if (certificate === undefined) {
    return failure === null ? (
      <Panel padding="none">
        <LoadingState label={`Reading the request of ${name}`} lines={6} />
      </Panel>
    ) : (
      <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
    )
  }
  const { operation } = certificate
  const blocked = mergeBlocked(name, operation)
  if (operation !== null && blocked === null) {
    return <MergeForm vault={vault} name={name} operation={operation} />
  }
  const at = paths.vault(vault)
  return (
    <Panel padding="none">
      <EmptyState
        icon={<FileX />}
        title={blocked?.title ?? 'No request is pending'}
        action={
          <>
            <LinkButton href={paths.pending}>All pending operations</LinkButton>
            <LinkButton variant="primary" href={at.certificate(name)}>
              Open {name}
            </LinkButton>
          </>
        }
      >
        {blocked?.detail}
      </EmptyState>
    </Panel>
  )
}
