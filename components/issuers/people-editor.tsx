'use client'

import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { FieldGroup, type FieldProps } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'

export interface PersonField<Person> {
  readonly key: keyof Person & string
  readonly label: string
  readonly type?: 'email' | 'tel'
  readonly optional?: boolean
}

interface PeopleEditorProps<Person> extends FieldProps {
  /** What one of them is called: `Administrator`. */
  who: string
  fields: readonly PersonField<Person>[]
  value: readonly Person[]
  empty: Person
  onChange: (value: Person[]) => void
  onBlur?: () => void
  /** Messages by `0.email`. */
  problems: Readonly<Record<string, string>>
  max: number
}

/** A list of people, each with a few lines of text. */
export function PeopleEditor<Person extends { readonly [Key in keyof Person]: string }>({
  who,
  fields,
  value,
  empty,
  onChange,
  onBlur,
  problems,
  max,
  ...field
}: PeopleEditorProps<Person>) {
  const group = useRef<HTMLDivElement>(null)
  const focusPerson = (at: number) =>
    requestAnimationFrame(() => {
      const cards = group.current?.querySelectorAll<HTMLElement>('[data-person]')
      const place = cards?.[at]?.querySelector<HTMLElement>('input')
      ;(place ?? group.current?.querySelector<HTMLElement>(':scope > button'))?.focus()
    })
  return (
    <FieldGroup {...field}>
      <div ref={group} className="grid gap-2.5">
        {value.map((person, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a person has no identity but the place while it is typed.
            key={index}
            data-person
            className={cx(
              'relative grid gap-3 rounded-md border border-line bg-ground p-3 pr-11',
              fields.length === 3 ? 'sm:grid-cols-3' : 'sm:grid-cols-2',
            )}
          >
            {fields.map(({ key, label, type, optional }) => (
              <TextField
                key={key}
                label={label}
                aria-label={`${label} of ${who.toLowerCase()} ${index + 1}`}
                type={type ?? 'text'}
                optional={optional}
                maxLength={256}
                value={person[key]}
                error={problems[`${index}.${key}`]}
                onBlur={onBlur}
                onChange={(event) =>
                  onChange(
                    value.map((other, at) =>
                      at === index ? { ...other, [key]: event.target.value } : other,
                    ),
                  )
                }
              />
            ))}
            <IconButton
              label={`Remove ${who.toLowerCase()} ${index + 1}`}
              icon={<X aria-hidden />}
              size="sm"
              className="absolute top-2 right-2"
              onClick={() => {
                onChange(value.filter((_, at) => at !== index))
                focusPerson(Math.max(0, index - 1))
              }}
            />
          </div>
        ))}
        {value.length < max && (
          <Button
            size="sm"
            icon={<Plus aria-hidden />}
            className="justify-self-start"
            onClick={() => {
              onChange([...value, empty])
              focusPerson(value.length)
            }}
          >
            Add {who.toLowerCase()}
          </Button>
        )}
      </div>
    </FieldGroup>
  )
}
