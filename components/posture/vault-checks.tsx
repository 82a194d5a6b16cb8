'use client'

import CircleCheck from 'lucide-react/icons/circle-check'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Broken } from '#lib/domain/posture/rule.ts'
import { postureQuery } from '#lib/features/posture/client.ts'
import type { VaultCheck, VaultPosture } from '#lib/features/posture/schema.ts'
import { fixPath } from './fix-path.ts'

const SendLogsDialog = dynamic(
  () => import('./send-logs-dialog.tsx').then((module) => module.SendLogsDialog),
  { ssr: false },
)

/** How safe a vault is: what is not as it should be and the way to mend it, then what is in order. */
export function VaultChecks({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(postureQuery(vault))
  if (data !== undefined) {
    return <Loaded vault={vault} posture={data} reading={reading} retry={retry} />
  }
  if (failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel padding="none">
      <LoadingState label={`Checking ${vault}`} lines={8} />
    </Panel>
  )
}

interface LoadedProps {
  vault: string
  posture: VaultPosture
  reading: boolean
  retry: () => void
}

function Loaded({ vault, posture: { checks, unread }, reading, retry }: LoadedProps) {
  const broken = checks.flatMap(({ outcome, ...check }) =>
    typeof outcome === 'string' ? [] : [{ ...check, outcome }],
  )
  const kept = checks.filter(({ outcome }) => outcome === 'kept')
  const unchecked = checks.filter(({ outcome }) => outcome === 'unread')
  return (
    <div className="grid gap-4">
      {broken.length > 0 && (
        <Panel title="Needs a look" note={broken.length} padding="none">
          <ul aria-label="Needs a look" className="divide-y divide-line">
            {broken.map((check) => (
              <Finding key={check.id} vault={vault} check={check} found={check.outcome} />
            ))}
          </ul>
        </Panel>
      )}
      {unchecked.length > 0 && (
        <Panel
          title="Not checked"
          note={unchecked.length}
          padding="none"
          actions={
            <Button size="sm" loading={reading} onClick={retry}>
              Retry
            </Button>
          }
        >
          <Lines label="Not checked">
            {unchecked.map((check) => (
              <Line key={check.id} check={check} icon={<CircleHelp className="text-ink-3" />}>
                {check.title}?
              </Line>
            ))}
          </Lines>
          <ul aria-label="Why not" className="grid gap-1 border-t border-line px-4 py-3 text-ink-2">
            {unread.map(({ code, right, title, detail, nextStep }) => (
              <li key={`${code} ${right ?? title}`} className="break-words">
                {detail} {nextStep}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {kept.length > 0 && (
        <Panel title="In order" note={kept.length} padding="none">
          <Lines label="In order">
            {kept.map((check) => (
              <Line key={check.id} check={check} icon={<CircleCheck className="text-ok" />}>
                {check.kept}
              </Line>
            ))}
          </Lines>
        </Panel>
      )}
    </div>
  )
}

interface FindingProps {
  vault: string
  check: Omit<VaultCheck, 'outcome'>
  found: Broken
}

function Finding({ vault, check: { title, severity, citation }, found }: FindingProps) {
  const fix = found.fix && fixPath(vault, found.fix)
  const [sending, setSending] = useState(false)
  const eachToItsEntry = found.fix?.at === 'access' ? found.who : []
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[15rem_minmax(0,1fr)_auto]">
      <div>
        <Badge tone={severity}>{title}</Badge>
      </div>
      <div className="grid min-w-0 gap-1">
        <p className="break-words">{found.message}</p>
        <p className="text-ink-2">{found.nextStep}</p>
        {eachToItsEntry.length > 0 && (
          <ul aria-label={`${title}: who`} className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {eachToItsEntry.map(({ id, name }) => (
              <li key={id} className="min-w-0">
                <TextLink href={paths.vault(vault).editAccess(id)}>{name}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex items-start gap-4">
        <Why title={title} citation={citation} />
        {found.fix?.at === 'logs' && (
          <Button size="sm" aria-haspopup="dialog" onClick={() => setSending(true)}>
            Send the log<span className="visually-hidden">: {title}</span>
          </Button>
        )}
        {sending && <SendLogsDialog vault={vault} onClose={() => setSending(false)} />}
        {fix !== null && (
          <LinkButton size="sm" href={fix[1]}>
            {fix[0]}
            <span className="visually-hidden">: {title}</span>
          </LinkButton>
        )}
      </div>
    </li>
  )
}

function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  )
}

interface LineProps {
  check: VaultCheck
  icon: ReactNode
  children: ReactNode
}

function Line({ check: { title, citation }, icon, children }: LineProps) {
  return (
    <li className="flex items-center gap-2 px-4 py-2 [&>svg]:size-4 [&>svg]:shrink-0">
      {icon}
      <span className="min-w-0 flex-1 break-words">{children}</span>
      <Why title={title} citation={citation} />
    </li>
  )
}

function Why({ title, citation }: { title: string; citation: string }) {
  return (
    <TextLink href={citation} target="_blank" rel="noreferrer">
      Why<span className="visually-hidden">: {title}</span>
    </TextLink>
  )
}
