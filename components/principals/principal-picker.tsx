'use client'

import { useState } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { Combobox, type ComboboxOption } from '#components/ui/combobox.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { useSettled } from '#components/ui/use-settled.ts'
import { isGuid } from '#lib/base/guid.ts'
import { principalsQuery } from '#lib/features/principals/client.ts'
import type { Principal } from '#lib/features/principals/schema.ts'
import { principalKinds } from './principal-kinds.tsx'

/** Whom a person chose: from the directory, or by an object id that the directory does not tell. */
export type PickedPrincipal = Pick<Principal, 'id'> & Partial<Omit<Principal, 'id'>>

interface PrincipalPickerProps {
  label: string
  name: string
  value: PickedPrincipal | null
  onChange: (value: PickedPrincipal | null) => void
  /** Offers these only: the application of a compound identity is no user. */
  accepts?: (principal: Principal) => boolean
  hint?: string
  error?: string | undefined
  optional?: boolean
  onBlur?: () => void
}

/** Chooses a user, group, application or managed identity of the tenant by name, address or id. */
export function PrincipalPicker(props: PrincipalPickerProps) {
  const { value, onChange } = props
  return value === null ? (
    <Search {...props} />
  ) : (
    <Chosen {...props} value={value} onChange={onChange} />
  )
}

function Search({
  label,
  name,
  onChange,
  accepts,
  hint,
  error,
  optional,
  onBlur,
}: PrincipalPickerProps) {
  const [text, setText] = useState('')
  const asked = useSettled(text.trim())
  const { data, failure, reading } = useRead(principalsQuery(asked))
  const found = asked === '' ? [] : (data?.items ?? []).filter((one) => accepts?.(one) ?? true)
  const settled = asked === text.trim() && !reading
  const unread = failure ?? data?.failures[0] ?? null
  // Somebody who may not read the directory can still name an id.
  const bare = settled && unread !== null && isGuid(asked) && found.length === 0
  const options: ComboboxOption[] = bare
    ? [{ value: asked, label: 'Use this object id', detail: asked }]
    : found.map(({ id, name: title, kind, address }) => ({
        value: id,
        label: title,
        detail: [principalKinds[kind].word, address ?? id].join(' · '),
        icon: principalKinds[kind].icon,
      }))
  return (
    <Combobox
      label={label}
      name={name}
      hint={hint ?? 'Part of a name or address, or a whole object id.'}
      error={error}
      optional={optional}
      text={text}
      onText={setText}
      options={options}
      status={statusOf(text, settled, found.length, unread?.title ?? null)}
      onPick={(id) => onChange(found.find((one) => one.id === id) ?? { id })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}

function statusOf(text: string, settled: boolean, found: number, unread: string | null): string {
  if (text.trim() === '') return ''
  if (!settled) return 'Looking in the directory …'
  const missing = unread === null ? '' : `${unread}. A whole object id can be used.`
  if (found === 0) return missing || 'Nobody in the directory matches.'
  return `${found === 1 ? '1 found' : `${found} found`}${missing === '' ? '' : `. ${missing}`}`
}

function Chosen({
  label,
  value: { id, name, kind, address },
  onChange,
  error,
  optional,
}: PrincipalPickerProps & { value: PickedPrincipal }) {
  const known = kind === undefined ? null : principalKinds[kind]
  return (
    <FieldGroup label={label} error={error} optional={optional}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong bg-panel px-3 py-2 [&>svg]:size-4 [&>svg]:text-ink-3">
        {known?.icon}
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">{name ?? 'Object id'}</p>
          <p className="text-xs break-words text-ink-3">
            {[known?.word, address].filter(Boolean).join(' · ')}
          </p>
          <MonoId value={id} label="object id" />
        </div>
        <Button size="sm" onClick={() => onChange(null)}>
          Change
        </Button>
      </div>
    </FieldGroup>
  )
}
