'use client'

import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { MissingCertificate } from '../page/missing-certificate.tsx'
import { PolicyPanel } from '../page/policy-panel.tsx'
import { useCertificate } from '../page/use-certificate.ts'
import { LazyPolicyForm } from './lazy-policy-form.tsx'

/** The policy of a certificate: by what rules the vault makes its next version, and when. */
export function PolicyPage({ vault, name }: { vault: string; name: string }) {
  const [query] = useUrlState()
  const { data: certificate, failure, reading, retry } = useCertificate(vault, name)
  if (failure?.code === 'not-found') {
    return (
      <>
        <PageHeader title={name} />
        <MissingCertificate vault={vault} name={name} />
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={`Policy of ${name}`}
        description="By what rules the vault makes the next version, and what it does before the current one ends."
      />
      {failure !== null && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {certificate === undefined ? (
        failure === null && (
          <Panel padding="none">
            <LoadingState label={`Reading the policy of ${name}`} lines={10} />
          </Panel>
        )
      ) : certificate.policy === null ? (
        <Panel padding="none">
          <EmptyState
            title="The vault keeps no policy for it"
            action={
              <LinkButton
                variant="primary"
                href={`${paths.vault(vault).newCertificate}?name=${encodeURIComponent(name)}`}
              >
                New version
              </LinkButton>
            }
          >
            The next version that is created sets one.
          </EmptyState>
        </Panel>
      ) : query.get('edit') === null ? (
        <PolicyPanel certificate={certificate} />
      ) : (
        <LazyPolicyForm certificate={certificate} held={certificate.policy} />
      )}
    </>
  )
}
