'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { ListEditor } from '#components/ui/list-editor.tsx'
import { oidProblem, purposes } from '#lib/domain/certificates/policy/extended-key-usages.ts'

interface PurposesFieldProps {
  /** Dotted object identifiers. */
  value: readonly string[]
  onChange: (value: readonly string[]) => void
  error?: string | undefined
}

/** How many of the known purposes are in sight from the beginning: those that most certificates have. */
const common = 4

const known = new Set<string>(purposes.map(({ oid }) => oid))

/** Extended key usage: known purposes by name, any other by its identifier. */
export function PurposesField({ value, onChange, error }: PurposesFieldProps) {
  const others = value.filter((oid) => !known.has(oid))
  const [more, setMore] = useState(
    others.length > 0 || purposes.slice(common).some(({ oid }) => value.includes(oid)),
  )
  const shown = more ? purposes : purposes.slice(0, common)
  return (
    <div className="grid gap-3">
      <FieldGroup
        label="Extended key usage"
        error={error}
        hint="The purposes that clients accept it for. Fewer is safer."
      >
        <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {shown.map(({ oid, label }) => (
            <CheckboxField
              key={oid}
              label={label}
              hint={<span className="font-mono text-[0.6875rem]">{oid}</span>}
              checked={value.includes(oid)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...value, oid] : value.filter((other) => other !== oid),
                )
              }
            />
          ))}
        </div>
      </FieldGroup>
      {more ? (
        <ListEditor
          label="Other purposes"
          optional
          value={others}
          onChange={(next) => onChange([...value.filter((oid) => known.has(oid)), ...next])}
          check={oidProblem}
          placeholder="1.3.6.1.4.1.311.10.3.4"
          hint="Object identifiers. Enter or a comma ends one."
        />
      ) : (
        <div>
          <Button size="sm" onClick={() => setMore(true)}>
            More purposes
          </Button>
        </div>
      )}
    </div>
  )
}
