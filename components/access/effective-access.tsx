'use client'

import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { reachWords } from '#lib/domain/network/network-config.ts'
import { type AccessAbout, accessQuery } from '#lib/features/access/client.ts'
import { HoldersPanel } from './holders-panel.tsx'
import { NamesNotice } from './names-notice.tsx'
import { ObjectChooser } from './object-chooser.tsx'
import { SelfGrantPanel } from './self-grant-panel.tsx'

const KeyPanel = dynamic(() => import('./key-panel.tsx').then((module) => module.KeyPanel), {
  loading: () => null,
})

interface EffectiveAccessProps {
  vault: string
  about: AccessAbout
}

/** Who can do what in a vault and by what, who can let themselves in, and who reaches one private key. */
export function EffectiveAccess({ vault, about }: EffectiveAccessProps) {
  const { certificate, object } = about
  const { data, failure, reading, retry } = useRead(accessQuery(vault, about))
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
      <ObjectChooser key={`${certificate} ${object}`} vault={vault} about={about} />
      {certificate !== undefined && (
        <p>
          <TextLink href={paths.vault(vault).certificate(certificate)}>
            Back to {certificate}
          </TextLink>
        </p>
      )}
      <p className="max-w-prose text-ink-2">
        The vault is reached{' '}
        <TextLink href={paths.vault(vault).network}>{reachWords(data.network)}</TextLink>.
        {data.network.mode !== 'all' &&
          ' Approved private endpoints and, where they are excepted, trusted services come in beside that; everybody else is refused, whatever they may do.'}
      </p>
      {data.rolesUnread !== null && (
        <FailurePanel failure={data.rolesUnread} onRetry={retry} retrying={reading} />
      )}
      <NamesNotice unread={data.directoryUnread} />
      {data.key !== null && <KeyPanel value={data.key} groups={data.groups} />}
      {(data.rolesUnread === null || !rolesDecide) && (
        <HoldersPanel report={data} object={object} />
      )}
      {data.rolesUnread === null && <SelfGrantPanel report={data} />}
    </div>
  )
}
