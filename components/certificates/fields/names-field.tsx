'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { controlClass } from '#components/ui/control-class.ts'
import { cx } from '#components/ui/cx.ts'
import { FieldGroup } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useAfterPress } from '#components/ui/use-after-press.ts'
import type { NameKind } from '#lib/domain/certificates/names.ts'
import { splitNames } from '#lib/domain/certificates/split-names.ts'

/** One alternative name while it is edited; the key keeps the row's identity. */
export interface NameRow {
  readonly key: string
  readonly kind: NameKind
  readonly value: string
}

const kindWords: Record<NameKind, string> = {
  dns: 'DNS name',
  email: 'E-mail',
  upn: 'UPN',
  ip: 'IP address',
  uri: 'URI',
}
const kinds = Object.keys(kindWords) as NameKind[]
const examples: Record<NameKind, string> = {
  dns: 'www.contoso.com',
  email: 'ops@contoso.com',
  upn: 'name@contoso.com',
  ip: '192.0.2.10',
  uri: 'spiffe://contoso.com/billing',
}

/** How names are judged. */
export type NameRules = Pick<typeof import('#lib/domain/certificates/names.ts'), 'checkName'>

let rows = 0

/** A row with an identity of its own. */
export function newNameRow(kind: NameKind = 'dns', value = ''): NameRow {
  return { key: `name-${rows++}`, kind, value }
}

interface NamesFieldProps {
  value: readonly NameRow[]
  onChange: (value: NameRow[]) => void
  /** Null until they have come. */
  rules: NameRules | null
  /** What is wrong with the list as a whole. */
  error?: string | undefined
  /** True after a try to send; before that a row is judged when the focus leaves it. */
  showErrors: boolean
  /** The common name, offered when it is a host that the list lacks: clients ignore the subject. */
  commonName: string | null
}

/** Subject alternative names, one a row. Pasting several makes several rows. */
export function NamesField({
  value,
  onChange,
  rules,
  error,
  showErrors,
  commonName,
}: NamesFieldProps) {
  const listRef = useRef<HTMLDivElement>(null)
  const missing =
    commonName !== null &&
    rules?.checkName('dns', commonName).problem === null &&
    !value.some((row) => row.kind === 'dns' && row.value.trim() === commonName)
      ? commonName
      : null

  const replace = (index: number, rows: readonly NameRow[]) =>
    onChange([...value.slice(0, index), ...rows, ...value.slice(index + 1)])

  const focusRow = (index: number) => {
    // After React has drawn the row; its input does not exist before.
    requestAnimationFrame(() => {
      const inputs = listRef.current?.querySelectorAll('input')
      inputs?.[Math.min(index, inputs.length - 1)]?.focus()
    })
  }

  const add = (row: NameRow) => {
    onChange([...value, row])
    focusRow(value.length)
  }

  return (
    <FieldGroup
      label="Alternative names"
      optional
      error={error}
      hint="Clients compare these, not the subject, with the name they call. Wildcards and internal names are allowed."
    >
      <div ref={listRef} className="grid gap-2">
        {value.map((row, index) => (
          <NameRowEditor
            key={row.key}
            row={row}
            place={index + 1}
            rules={rules}
            showErrors={showErrors}
            onChange={(changed) => replace(index, [changed])}
            onPaste={(parts) => {
              replace(
                index,
                parts.map((part, at) =>
                  at === 0 ? { ...row, value: part } : newNameRow(row.kind, part),
                ),
              )
              focusRow(index + parts.length - 1)
            }}
            onRemove={() => {
              replace(index, [])
              focusRow(index)
            }}
          />
        ))}
        <div className="flex flex-wrap gap-2">
          <Button size="sm" icon={<Plus aria-hidden />} onClick={() => add(newNameRow())}>
            Add name
          </Button>
          {missing !== null && (
            <Button
              size="sm"
              variant="ghost"
              icon={<Plus aria-hidden />}
              onClick={() => onChange([...value, newNameRow('dns', missing)])}
              className="max-w-full"
            >
              <span className="truncate">Add {missing}</span>
            </Button>
          )}
        </div>
      </div>
    </FieldGroup>
  )
}

interface NameRowEditorProps {
  row: NameRow
  place: number
  rules: NameRules | null
  showErrors: boolean
  onChange: (row: NameRow) => void
  onPaste: (parts: string[]) => void
  onRemove: () => void
}

function NameRowEditor({
  row,
  place,
  rules,
  showErrors,
  onChange,
  onPaste,
  onRemove,
}: NameRowEditorProps) {
  const id = useId()
  const [left, setLeft] = useState(false)
  const afterPress = useAfterPress()
  // An empty row is dropped when the form is sent, so it is no mistake.
  const check = row.value.trim() === '' ? null : rules?.checkName(row.kind, row.value)
  const error = showErrors || left ? (check?.problem ?? undefined) : undefined
  return (
    <div>
      <div className="flex gap-2">
        <div className="relative w-28 shrink-0">
          <select
            aria-label={`Kind of name ${place}`}
            value={row.kind}
            onChange={(event) => {
              const kind = kinds.find((one) => one === event.target.value)
              if (kind !== undefined) onChange({ ...row, kind })
            }}
            className={cx(controlClass, 'h-8 appearance-none pr-7')}
          >
            {Object.entries(kindWords).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-2 right-2 size-4 text-ink-3"
          />
        </div>
        <input
          aria-label={`Name ${place}`}
          aria-describedby={`${id}-error ${id}-notice`}
          aria-invalid={error === undefined ? undefined : true}
          value={row.value}
          placeholder={examples[row.kind]}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange({ ...row, value: event.target.value })}
          onBlur={() => afterPress(() => setLeft(true))}
          onPaste={(event) => {
            const parts = splitNames(event.clipboardData.getData('text'))
            if (parts.length < 2) return
            event.preventDefault()
            onPaste(row.value.trim() === '' ? parts : [row.value, ...parts])
          }}
          className={cx(controlClass, 'h-8 font-mono text-xs')}
        />
        <IconButton label={`Remove name ${place}`} icon={<X aria-hidden />} onClick={onRemove} />
      </div>
      <div className="pl-30">
        <FieldError id={`${id}-error`} message={error} />
        <p id={`${id}-notice`} className="text-xs text-ink-3 not-empty:mt-1">
          {check?.notice}
        </p>
      </div>
    </div>
  )
}
