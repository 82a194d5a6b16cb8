'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { type NameRules, newNameRow } from '../fields/names-field.tsx'
import { CreateForm } from './create-form.tsx'
import { type CreateValues, valuesOnWay } from './create-model.ts'
import { forgetDraft, keepDraft, readDraft } from './draft-store.ts'
import { WayChoice } from './way-choice.tsx'
import { type OrderWay, readWay, type WayId, wayIds, wayOf } from './ways.ts'

const ImportForm = dynamic(
  () => import('../import/import-form.tsx').then((module) => module.ImportForm),
  { ssr: false, loading: () => <LoadingState label="The form for a file" lines={8} /> },
)

// The templates of the purposes: not needed on the way on which the page opens.
const loadMove = () => import('./move-to-way.ts')

interface WizardProps {
  vault: string
  /** What the form begins with: of a new version, the policy of the vault. */
  initial: CreateValues
  /** How it begins on the other ways, where nothing of it was chosen before. */
  starts?: Readonly<Record<OrderWay, CreateValues>>
  newVersion: boolean
  /** True when the whole form is wanted at once: what it begins with was chosen by somebody. */
  whole?: boolean
  rules?: NameRules
  /** Stands above the form on a way. */
  noteFor?: (way: OrderWay) => ReactNode
}

interface Begun {
  readonly values: CreateValues
  readonly restored: boolean
  /** Another number makes another form. */
  readonly run: number
}

/** Four ways to a certificate. What was typed goes along from one way to the other, and survives leaving. */
export function Wizard(props: WizardProps) {
  const { vault, initial, starts, newVersion, whole = false, rules, noteFor } = props
  const now = useNow()
  const [query, setQuery] = useUrlState()
  const way: WayId = readWay(query.get('way')) ?? wayOf(initial.issuer)
  const name = newVersion ? initial.name : null
  const startOn = (on: OrderWay) => starts?.[on] ?? valuesOnWay(initial, on)
  const place = (on: OrderWay) => ({ vault, name, way: on })
  const [begun, setBegun] = useState<Begun>(() => ({
    values: way === 'import' ? initial : startOn(way),
    restored: false,
    run: 0,
  }))
  const typed = useRef<CreateValues | null>(null)

  const begin = (values: CreateValues, restored: boolean) =>
    setBegun(({ run }) => ({ values, restored, run: run + 1 }))

  // After the first drawing: the server knows nothing of what was typed here before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened.
  useEffect(() => {
    if (way === 'import') return
    const kept = restored(way)
    if (kept !== null) begin(kept, true)
  }, [])

  const restored = (on: OrderWay): CreateValues | null => {
    const kept = readDraft(place(on), initial)
    if (kept === null) return null
    // Rows of this page have keys of their own.
    const names = kept.names.map(({ kind, value }) => newNameRow(kind, value))
    const values = { ...kept, names, name: name ?? kept.name }
    typed.current = values
    return values
  }

  const go = async (next: WayId) => {
    setQuery({ way: next === wayOf(initial.issuer) ? null : next })
    if (next === 'import') return
    if (typed.current === null) {
      const kept = restored(next)
      return begin(kept ?? startOn(next), kept !== null)
    }
    const move = await loadMove().catch(() => null)
    const values =
      move?.moveToWay(typed.current, next, new Date(now)) ?? valuesOnWay(typed.current, next)
    typed.current = values
    keepDraft(place(next), values)
    begin(values, false)
  }

  const startAgain = (on: OrderWay) => {
    forgetDraft(place(on))
    typed.current = null
    begin(startOn(on), false)
  }

  return (
    <div className="grid gap-4">
      <WayChoice value={way} onChange={(next) => void go(next)} />
      {way === 'import' ? (
        <ImportForm vault={vault} name={name} />
      ) : (
        <CreateForm
          key={begun.run}
          whole={whole || begun.run > 0}
          vault={vault}
          way={way}
          initial={begun.values}
          before={newVersion ? initial : null}
          restoredOver={begun.restored ? startOn(way) : undefined}
          {...(rules === undefined ? {} : { rules })}
          note={
            <>
              {noteFor?.(way)}
              {begun.restored && (
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
                  Filled with what you typed here before.
                  <Button size="sm" onClick={() => startAgain(way)}>
                    Start again
                  </Button>
                </p>
              )}
            </>
          }
          onValues={(values) => {
            typed.current = values
            keepDraft(place(way), values)
          }}
          onSent={() => {
            for (const one of wayIds) if (one !== 'import') forgetDraft(place(one))
          }}
        />
      )}
    </div>
  )
}
