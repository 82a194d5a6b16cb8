'use client'

import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { certificateStatus } from '#lib/domain/certificates/status.ts'
import type { Certificate } from '#lib/features/certificates/schema.ts'
import { pendingWord } from '../certificate-facts.ts'
import { describeHealth } from '../health.ts'
import { StatusBadge } from '../status-badge.tsx'
import { ActivityPanel } from './activity-panel.tsx'
import { DownloadMenu } from './download-menu.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { IdentifiersPanel } from './identifiers-panel.tsx'
import { PolicyPanel } from './policy-panel.tsx'
import { useCertificate } from './use-certificate.ts'
import { VersionsPanel } from './versions-panel.tsx'
import { renewsItself } from './words.ts'

const MissingCertificate = dynamic(
  () => import('./missing-certificate.tsx').then((module) => module.MissingCertificate),
  { loading: () => null },
)

const DeleteDialog = dynamic(
  () => import('./delete-dialog.tsx').then((module) => module.DeleteDialog),
  { ssr: false },
)

const HazardsPanel = dynamic(
  () => import('#components/hazards/hazards-panel.tsx').then((module) => module.HazardsPanel),
  { loading: () => null },
)

const PendingPanel = dynamic(
  () => import('./pending-panel.tsx').then((module) => module.PendingPanel),
  { loading: () => null },
)

interface CertificatePageProps {
  vault: string
  name: string
  /** True where the mails about it can be read. */
  mails: boolean
}

/** One certificate: is it healthy, what is it, what can be done, what happened to it. */
export function CertificatePage({ vault, name, mails }: CertificatePageProps) {
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
      <CertificateHeader
        vault={vault}
        name={name}
        certificate={certificate}
        failed={failure !== null}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {failure !== null && (
            <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
          )}
          {certificate !== undefined ? (
            <CertificateBody certificate={certificate} />
          ) : (
            failure === null && (
              <Panel title="Certificate" padding="none">
                <LoadingState label={`Reading ${name}`} lines={8} />
              </Panel>
            )
          )}
        </div>
        <div className="grid gap-4">
          {certificate !== undefined && <HazardsPanel vault={vault} name={name} />}
          <VersionsPanel vault={vault} name={name} />
          <Panel title="Private key">
            <TextLink href={paths.vault(vault).effectiveAccess(name)}>
              Who can get this private key?
            </TextLink>
          </Panel>
          <ActivityPanel vault={vault} name={name} mails={mails} />
        </div>
      </div>
    </>
  )
}

function CertificateBody({ certificate }: { certificate: Certificate }) {
  const { vault, name, current, operation } = certificate
  return (
    <>
      {operation !== null && operation.status !== 'completed' && (
        <PendingPanel certificate={certificate} operation={operation} />
      )}
      {current !== null && (
        <>
          <FactsPanel
            version={current}
            href={paths.vault(vault).certificateVersion(name, current.version)}
          />
          <IdentifiersPanel version={current} />
        </>
      )}
      <PolicyPanel certificate={certificate} />
    </>
  )
}

interface CertificateHeaderProps {
  vault: string
  name: string
  certificate: Certificate | undefined
  failed: boolean
}

function CertificateHeader({ vault, name, certificate, failed }: CertificateHeaderProps) {
  const now = useNow()
  const [deleting, setDeleting] = useState(false)
  const at = paths.vault(vault)
  const current = certificate?.current ?? null
  const status =
    certificate &&
    certificateStatus(
      {
        enabled: current?.enabled ?? false,
        notBefore: current?.notBefore ?? null,
        expiresOn: current?.expiresOn ?? null,
        operation: certificate.operation,
        renewalDueOn: certificate.renewalDueOn,
        unissued: certificate.unissued,
      },
      new Date(now),
    )
  const health = certificate && status && describeHealth(healthFacts(certificate, status), now)
  const busy = certificate?.operation?.status === 'inProgress'
  return (
    <>
      <PageHeader
        title={name}
        status={
          status && (
            <StatusBadge status={status}>
              {pendingWord({ detail: { ok: true, certificate }, status })}
            </StatusBadge>
          )
        }
        description={
          certificate === undefined ? (
            failed ? (
              `In ${vault}`
            ) : (
              <Skeleton className="mt-1 w-64" />
            )
          ) : current === null ? (
            'No version has been issued yet'
          ) : (
            <>
              Version <code>{current.version}</code> is current
              {current.expiresOn !== null && (
                <>
                  {' '}
                  · {Date.parse(current.expiresOn) <= now ? 'expired' : 'expires'}{' '}
                  <RelativeTime time={current.expiresOn} />
                </>
              )}
            </>
          )
        }
        actions={
          certificate !== undefined && (
            <>
              <IconButton
                label={`Delete ${name}`}
                variant="danger-ghost"
                icon={<Trash aria-hidden />}
                onClick={() => setDeleting(true)}
              />
              {current !== null && <DownloadMenu version={current} />}
              {!busy && (
                <>
                  <LinkButton href={`${at.importCertificate}?name=${encodeURIComponent(name)}`}>
                    Import version
                  </LinkButton>
                  <LinkButton
                    variant="primary"
                    href={`${at.newCertificate}?name=${encodeURIComponent(name)}`}
                  >
                    New version
                  </LinkButton>
                </>
              )}
            </>
          )
        }
      />
      {health && (
        <Banner tone={health.tone} title={health.title}>
          {health.detail}
        </Banner>
      )}
      {deleting && (
        <DeleteDialog
          vault={vault}
          name={name}
          unissued={certificate?.unissued === true}
          recoverableDays={current?.recoverableDays ?? null}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}

function healthFacts(certificate: Certificate, status: ReturnType<typeof certificateStatus>) {
  const { current, operation, policy, unissued } = certificate
  return {
    status,
    unissued,
    notBefore: current?.notBefore ?? null,
    expiresOn: current?.expiresOn ?? null,
    operation: operation && {
      status: operation.status,
      issuer: operation.issuer,
      details: operation.statusDetails,
      error: operation.error?.message ?? null,
    },
    renewsItself: renewsItself(policy),
  }
}
