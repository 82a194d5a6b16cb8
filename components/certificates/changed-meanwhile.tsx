'use client'

import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'

interface ChangedMeanwhileProps {
  /** `this version`, `the policy`. */
  what: string
  /** When, ISO 8601; null when the vault does not say. */
  changedOn: string | null
  /** Who, where Azure says it. */
  changedBy?: string | null
  /** What the other one changed, one sentence or pair each. */
  changes: readonly string[]
  /** What both changed, and what becomes of it when the person applies theirs. */
  both?: readonly string[]
  /** Gives up what was typed. */
  onTake: () => void
  /** Puts what was typed onto the new state; nothing is sent yet. */
  onReapply: () => void
}

/**
 * Somebody else has written since the form was opened: what, when, and two ways on. The focus comes here and
 * goes on to the button of the form marked `data-submit`, so that it is never at the top of the page.
 */
export function ChangedMeanwhile({
  what,
  changedOn,
  changedBy = null,
  changes,
  both = [],
  onTake,
  onReapply,
}: ChangedMeanwhileProps) {
  const ref = useRef<HTMLDivElement>(null)
  const act = (then: () => void) => () => {
    const form = ref.current?.closest('form')
    then()
    // The buttons are about to go; the next thing to look at is what is left to send.
    form?.querySelector<HTMLElement>('[data-submit]')?.focus()
  }
  // After a press on Save the person waits for words; who is typing goes on typing.
  useEffect(() => {
    if (!document.activeElement?.matches('input, select, textarea')) ref.current?.focus()
  }, [])
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 gap-y-2 rounded-lg border border-warn bg-panel px-4 py-3"
    >
      <ToneIcon tone="warn" className="mt-0.5" />
      <div className="min-w-0">
        <p className="font-semibold">Somebody else changed {what} meanwhile</p>
        <p className="max-w-prose text-ink-2">
          {changedOn !== null && (
            <>
              {changedBy === null ? (
                <>
                  The vault wrote it <RelativeTime time={changedOn} />; it does not say who.
                </>
              ) : (
                <>
                  {changedBy} did, <RelativeTime time={changedOn} />.
                </>
              )}{' '}
            </>
          )}
          Nothing of yours was sent.
        </p>
        <ul aria-label="What they changed" className="mt-2 list-disc pl-4">
          {changes.map((words) => (
            <li key={words} className="break-words">
              {words}
            </li>
          ))}
        </ul>
        {both.length > 0 && (
          <>
            <p className="mt-2">You changed the same. Applied again, yours replaces theirs:</p>
            <ul aria-label="What both changed" className="list-disc pl-4">
              {both.map((words) => (
                <li key={words} className="break-words">
                  {words}
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" variant="primary" onClick={act(onReapply)}>
            Apply mine again
          </Button>
          <Button size="sm" onClick={act(onTake)}>
            Take theirs
          </Button>
        </div>
      </div>
    </div>
  )
}
