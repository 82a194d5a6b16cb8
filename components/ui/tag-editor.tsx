'use client'

import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useRef } from 'react'
import { Button } from './button.tsx'
import { controlClass } from './control-class.ts'
import { cx } from './cx.ts'
import { FieldGroup, type FieldProps } from './field.tsx'
import { IconButton } from './icon-button.tsx'

export interface TagPair {
  key: string
  value: string
}

interface TagEditorProps extends FieldProps {
  value: readonly TagPair[]
  onChange: (value: TagPair[]) => void
  /** No more rows than this. */
  max?: number
  disabled?: boolean
}

/** Names with values, one pair to a row. */
export function TagEditor({
  value,
  onChange,
  max = 15,
  disabled = false,
  ...field
}: TagEditorProps) {
  const group = useRef<HTMLDivElement>(null)
  const set = (at: number, change: Partial<TagPair>) =>
    onChange(value.map((pair, index) => (index === at ? { ...pair, ...change } : pair)))
  const focusRow = (at: number) =>
    requestAnimationFrame(() => {
      const rows = group.current?.querySelectorAll<HTMLElement>('[data-tag-key]')
      ;(rows?.[at] ?? group.current?.querySelector<HTMLElement>('button'))?.focus()
    })
  return (
    <FieldGroup {...field}>
      <div ref={group} className="grid gap-2">
        {value.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pair has no identity but its place while it is typed.
          <div key={index} className="flex items-center gap-2">
            <input
              data-tag-key
              aria-label={`Name of tag ${index + 1}`}
              placeholder="name"
              value={pair.key}
              maxLength={256}
              disabled={disabled}
              onChange={(event) => set(index, { key: event.target.value })}
              className={cx(controlClass, 'h-8 flex-2')}
              autoComplete="off"
            />
            <input
              aria-label={`Value of tag ${index + 1}`}
              placeholder="value"
              value={pair.value}
              maxLength={256}
              disabled={disabled}
              onChange={(event) => set(index, { value: event.target.value })}
              className={cx(controlClass, 'h-8 flex-3')}
              autoComplete="off"
            />
            <IconButton
              label={pair.key ? `Remove tag ${pair.key}` : `Remove tag ${index + 1}`}
              icon={<X aria-hidden />}
              disabled={disabled}
              onClick={() => {
                onChange(value.filter((_, at) => at !== index))
                focusRow(Math.max(0, index - 1))
              }}
            />
          </div>
        ))}
        {value.length < max && (
          <Button
            size="sm"
            variant="secondary"
            icon={<Plus aria-hidden />}
            disabled={disabled}
            className="justify-self-start"
            onClick={() => {
              onChange([...value, { key: '', value: '' }])
              focusRow(value.length)
            }}
          >
            Add tag
          </Button>
        )}
      </div>
    </FieldGroup>
  )
}
