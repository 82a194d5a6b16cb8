'use client'

import { useState } from 'react'
import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { type CardChoice, RadioCards } from '#components/ui/radio-cards.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import {
  type LifetimeAction,
  lifetimeActionProblem,
  lifetimeAdvice,
  lifetimeDaysMax,
  lifetimeMoment,
  plannedDates,
} from '#lib/domain/certificates/policy/lifetime.ts'
import { AdviceLines } from './advice-lines.tsx'

interface LifetimeFieldsProps {
  /** Null for no action: offered only where it is so already. */
  value: LifetimeAction | null
  onChange: (value: LifetimeAction | null) => void
  onBlur?: (() => void) | undefined
  /** What is wrong with it, as `lifetimeActionProblem` says. */
  error?: string | undefined
  /** `Self`, `Unknown` or the name of an issuer of the vault. */
  issuer: string
  /** NaN while nobody typed a number. */
  validityMonths: number
}

const actionChoices: readonly CardChoice[] = [
  {
    value: 'AutoRenew',
    label: 'Renew it',
    description: 'The vault makes the next version by this policy, and mails before and after.',
  },
  {
    value: 'EmailContacts',
    label: 'Mail the contacts',
    description: 'The vault writes to its contacts. Somebody has to issue the next version.',
  },
]

const noAction: CardChoice = {
  value: 'none',
  label: 'Nothing',
  description: 'As it is today: nobody is told, nothing is renewed.',
}

const triggers = [
  { value: 'percentage', label: 'At a share of its life' },
  { value: 'days', label: 'Days before the end' },
]

/** What the vault does before a certificate ends, and when; with the dates that it comes to. */
export function LifetimeFields({
  value,
  onChange,
  onBlur,
  error,
  issuer,
  validityMonths,
}: LifetimeFieldsProps) {
  const [canBeNone] = useState(value === null)
  const trigger = value?.daysBeforeExpiry != null ? 'days' : 'percentage'
  const pick = (action: string) => {
    if (action === 'none') return onChange(null)
    onChange({
      daysBeforeExpiry: null,
      lifetimePercentage: 80,
      ...value,
      action: action === 'AutoRenew' ? 'AutoRenew' : 'EmailContacts',
    })
  }
  return (
    <div className="grid gap-4">
      <RadioCards
        label="What the vault does"
        name="lifetime-action"
        value={value?.action ?? 'none'}
        onChange={(event) => pick(event.target.value)}
        onBlur={onBlur}
        options={canBeNone ? [...actionChoices, noAction] : actionChoices}
      />
      {value !== null && (
        <div className="grid gap-x-4 gap-y-4 sm:flex sm:flex-wrap sm:items-start">
          <Segmented
            label="When"
            name="lifetime-trigger"
            value={trigger}
            onChange={(event) =>
              onChange(
                event.target.value === trigger
                  ? value
                  : other(value, event.target.value === 'days', validityMonths),
              )
            }
            onBlur={onBlur}
            options={triggers}
          />
          <TriggerNumber
            key={trigger}
            label={trigger === 'days' ? 'Days before the end' : 'Share of its life'}
            suffix={trigger === 'days' ? 'days' : '%'}
            value={(trigger === 'days' ? value.daysBeforeExpiry : value.lifetimePercentage) ?? NaN}
            onChange={(count) =>
              onChange(
                trigger === 'days'
                  ? { ...value, daysBeforeExpiry: count }
                  : { ...value, lifetimePercentage: count },
              )
            }
            onBlur={onBlur}
            error={error}
          />
        </div>
      )}
      <LifetimePreview {...{ value, issuer, validityMonths }} />
    </div>
  )
}

/** The same moment by the other trigger, as near as whole numbers come; its default while it has none. */
function other(value: LifetimeAction, toDays: boolean, validityMonths: number): LifetimeAction {
  const life = validityMonths * 30.4375
  if (toDays) {
    const days = Math.round(life * (1 - (value.lifetimePercentage ?? 80) / 100))
    const inRange = Math.min(Math.max(days, 1), lifetimeDaysMax(validityMonths))
    return {
      ...value,
      daysBeforeExpiry: Number.isFinite(inRange) ? inRange : 30,
      lifetimePercentage: null,
    }
  }
  const percentage = Math.round((1 - (value.daysBeforeExpiry ?? 30) / life) * 100)
  const inRange = Math.min(Math.max(percentage, 1), 99)
  return {
    ...value,
    daysBeforeExpiry: null,
    lifetimePercentage: Number.isFinite(inRange) ? inRange : 80,
  }
}

interface TriggerNumberProps {
  label: string
  suffix: string
  /** NaN for what is no number: the field keeps the text. */
  value: number
  onChange: (value: number) => void
  onBlur?: (() => void) | undefined
  error?: string | undefined
}

function TriggerNumber({ label, suffix, value, onChange, onBlur, error }: TriggerNumberProps) {
  const [typed, setTyped] = useState(Number.isNaN(value) ? '' : String(value))
  // The value may be set from outside, by taking what somebody else saved.
  const text = Object.is(toNumber(typed), value) ? typed : Number.isNaN(value) ? typed : `${value}`
  return (
    <TextField
      label={label}
      name="lifetime-value"
      inputMode="numeric"
      suffix={suffix}
      value={text}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(toNumber(event.target.value))
      }}
      onBlur={onBlur}
      error={error}
      className="w-44"
    />
  )
}

/** An empty text must not become 0, nor "1e1" ten. */
function toNumber(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
}

/** What it comes to for a version that is issued today, and what speaks against it. */
function LifetimePreview({
  value,
  issuer,
  validityMonths,
}: Pick<LifetimeFieldsProps, 'value' | 'issuer' | 'validityMonths'>) {
  const now = new Date(useNow())
  const plan = { lifetimeAction: value, validityMonths, issuer }
  if (!Number.isFinite(validityMonths) || lifetimeActionProblem(plan) !== null) return null
  const { from, until } = plannedDates(validityMonths, now)
  const at = value && lifetimeMoment(value, from, until)
  const advice = lifetimeAdvice(plan, now)
  return (
    <>
      {at !== null && (
        <p className="text-xs text-ink-2" aria-live="polite">
          {value?.action === 'AutoRenew'
            ? `A version issued today would be renewed on ${formatDate(at)}`
            : `For a version issued today the contacts would be mailed on ${formatDate(at)}`}
          . It ends on {formatDate(until)}.
        </p>
      )}
      <AdviceLines advice={advice} />
    </>
  )
}
