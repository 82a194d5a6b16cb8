'use client'

import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { accessQuery } from '#lib/features/access/client.ts'
import { HoldersPanel } from './holders-panel.tsx'
import { NamesNotice } from './names-notice.tsx'
import { SelfGrantPanel } from './self-grant-panel.tsx'

const KeyPanel = dynamic(() => import('./key-panel.tsx').then((module) => module.KeyPanel), {
  loading: () => null,
})

interface EffectiveAccessProps {
  vault: string
  /** Whose private key is asked about. */
  certificate?: string | undefined
}

/** Who can do what in a vault and by what, who can let themselves in, and who reaches one private key. */
export function EffectiveAccess({ vault, certificate }: EffectiveAccessProps) {
  const { data, failure, reading, retry } = useRead(accessQuery(vault, certificate))
  if (data === undefined) {
    return failure !== null ? (
      <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
    ) : (
      <Panel padding="none">
        <LoadingState label={`Reading who has access to ${vault}`} lines={8} />
      </Panel>
    )
  }
  const rolesDecide = data.permissionModel === 'rbac'
  return (
    <div className="grid gap-4">
      {certificate !== undefined && (
        <p>
          <TextLink href={paths.vault(vault).certificate(certificate)}>
            Back to {certificate}
          </TextLink>
        </p>
      )}
      {data.rolesUnread !== null && (
        <FailurePanel failure={data.rolesUnread} onRetry={retry} retrying={reading} />
      )}
      <NamesNotice unread={data.directoryUnread} />
      {data.key !== null && <KeyPanel value={data.key} groups={data.groups} />}
      {(data.rolesUnread === null || !rolesDecide) && <HoldersPanel report={data} />}
      {data.rolesUnread === null && <SelfGrantPanel report={data} />}
    </div>
  )
}
