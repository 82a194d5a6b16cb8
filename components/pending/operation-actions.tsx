'use client'

import CircleStop from 'lucide-react/icons/circle-stop'
import Ellipsis from 'lucide-react/icons/ellipsis'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { paths } from '#lib/base/paths.ts'
import type { PendingOperation } from '#lib/features/certificates/schema.ts'
import { actionsOf, fixOf, type OperationAct } from './operation-acts.ts'

const OperationDialog = dynamic(
  () => import('./operation-dialog.tsx').then((module) => module.OperationDialog),
  { ssr: false },
)
const OrderAgainDialog = dynamic(
  () => import('./order-again-dialog.tsx').then((module) => module.OrderAgainDialog),
  { ssr: false },
)

interface OperationActionsProps {
  vault: string
  name: string
  /** No version has ever been issued under the name. */
  unissued: boolean
  operation: Pick<PendingOperation, 'status' | 'issuer' | 'cancellationRequested' | 'error'>
  /** In a row of a table: one button, the rest in a menu. */
  compact?: boolean
}

const icons = {
  retry: <RotateCcw aria-hidden />,
  cancel: <CircleStop aria-hidden />,
  delete: <Trash aria-hidden />,
}

/** What can be done with an operation as it stands; nothing that could not work is offered. */
export function OperationActions(props: OperationActionsProps) {
  const { vault, name, unissued, operation, compact = false } = props
  const [act, setAct] = useState<OperationAct | null>(null)
  const { merge, acts } = actionsOf(operation)
  const fix = fixOf(vault, name, operation)
  const size = compact ? 'sm' : 'md'
  const rest = compact ? acts.filter(({ act: each }) => each !== 'retry') : acts
  const retry = compact ? acts.find(({ act: each }) => each === 'retry') : undefined
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {merge && (
        <LinkButton
          size={size}
          variant={compact ? 'secondary' : 'primary'}
          href={paths.vault(vault).mergeCertificate(name)}
        >
          {compact ? (
            <span>
              Merge<span className="visually-hidden"> {name}</span>
            </span>
          ) : (
            'Merge signed certificate'
          )}
        </LinkButton>
      )}
      {fix !== null && !compact && (
        <LinkButton size={size} variant="primary" href={fix.href}>
          {fix.label}
        </LinkButton>
      )}
      {retry && (
        <Button size={size} onClick={() => setAct('retry')}>
          <span>
            {retry.label}
            <span className="visually-hidden">: {name}</span>
          </span>
        </Button>
      )}
      {compact ? (
        <Menu
          label={`More for ${name}`}
          align="end"
          trigger={(trigger) => (
            <IconButton
              {...trigger}
              size="sm"
              label={`More for ${name}`}
              icon={<Ellipsis aria-hidden />}
            />
          )}
          items={rest.map(
            ({ act: each, label, hint }): MenuItem => ({
              kind: 'action',
              label: `${label}…`,
              hint,
              icon: icons[each],
              danger: each === 'delete',
              onSelect: () => setAct(each),
            }),
          )}
        />
      ) : (
        rest.map(({ act: each, label }) => (
          <Button
            key={each}
            icon={icons[each]}
            variant={each === 'delete' ? 'danger-ghost' : 'secondary'}
            onClick={() => setAct(each)}
          >
            {label}
          </Button>
        ))
      )}
      {/* Outside the table: a dialog inherits the cell's alignment and line breaking. */}
      {act !== null &&
        createPortal(
          act === 'retry' ? (
            <OrderAgainDialog vault={vault} name={name} onClose={() => setAct(null)} />
          ) : (
            <OperationDialog
              act={act}
              vault={vault}
              name={name}
              unissued={unissued}
              issuer={operation.issuer}
              onClose={() => setAct(null)}
            />
          ),
          document.body,
        )}
    </span>
  )
}
