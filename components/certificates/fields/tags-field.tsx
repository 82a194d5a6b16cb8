'use client'

import Plus from 'lucide-react/icons/plus'
import Trash from 'lucide-react/icons/trash-2'
import { useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { controlClass } from '#components/ui/control-class.ts'
import { cx } from '#components/ui/cx.ts'
import { FieldGroup } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { type Tag, tagLimits, tagProblems } from '#lib/domain/certificates/tags.ts'

/** A tag while it is edited; the key keeps the row's identity. */
export interface TagRow extends Tag {
  readonly key: string
}

let rows = 0

/** A row with an identity of its own. */
export function newTagRow(name = '', value = ''): TagRow {
  return { key: `tag-${rows++}`, name, value }
}

interface TagsFieldProps {
  value: readonly TagRow[]
  onChange: (value: TagRow[]) => void
  /** Faults of names are told after a try to send only: an empty new row is not yet a mistake. */
  showErrors: boolean
  error?: string | undefined
  /** Left out where a heading says it already. */
  label?: string
}

/** Tags: names and values, one pair a row. */
export function TagsField({ value, onChange, showErrors, error, label = 'Tags' }: TagsFieldProps) {
  const id = useId()
  const listRef = useRef<HTMLDivElement>(null)
  const problems = showErrors ? tagProblems(value) : []
  const whole = problems.find((problem) => problem.index === null)?.message ?? error
  const full = value.length >= tagLimits.count

  const focusRow = (index: number) => {
    requestAnimationFrame(() => {
      const inputs = listRef.current?.querySelectorAll<HTMLInputElement>('input[data-part=name]')
      inputs?.[Math.min(index, inputs.length - 1)]?.focus()
    })
  }

  return (
    <FieldGroup label={label} optional error={whole}>
      <div ref={listRef} className="grid gap-2">
        {value.map((row, index) => {
          const mine = problems.filter((problem) => problem.index === index)
          const nameFault = mine.find((problem) => problem.part === 'name')?.message
          const valueFault = mine.find((problem) => problem.part === 'value')?.message
          const errorId = `${id}-${index}`
          const set = (change: Partial<Tag>) =>
            onChange(value.map((other) => (other === row ? { ...row, ...change } : other)))
          return (
            <div key={row.key}>
              <div className="flex gap-2">
                <input
                  data-part="name"
                  aria-label={`Name of tag ${index + 1}`}
                  aria-describedby={errorId}
                  aria-invalid={nameFault === undefined ? undefined : true}
                  value={row.name}
                  placeholder="env"
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ name: event.target.value })}
                  className={cx(controlClass, 'h-8 basis-2/5')}
                />
                <input
                  aria-label={`Value of tag ${index + 1}`}
                  aria-describedby={errorId}
                  aria-invalid={valueFault === undefined ? undefined : true}
                  value={row.value}
                  placeholder="prod"
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ value: event.target.value })}
                  className={cx(controlClass, 'h-8 basis-3/5')}
                />
                <IconButton
                  label={`Remove tag ${row.name || index + 1}`}
                  icon={<Trash aria-hidden />}
                  onClick={() => {
                    onChange(value.filter((other) => other !== row))
                    focusRow(index)
                  }}
                  className="-mr-1"
                />
              </div>
              <FieldError id={errorId} message={nameFault ?? valueFault} />
            </div>
          )
        })}
        <div className="flex items-center gap-3">
          <Button
            size="sm"
            icon={<Plus aria-hidden />}
            disabled={full}
            onClick={() => {
              onChange([...value, newTagRow()])
              focusRow(value.length)
            }}
          >
            Add tag
          </Button>
          {full && <span className="text-xs text-ink-3">{tagLimits.count} tags is the limit.</span>}
        </div>
      </div>
    </FieldGroup>
  )
}
