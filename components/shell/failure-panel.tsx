'use client'

import { lazy, Suspense } from 'react'
import type { FailurePanelProps } from './failure-details.tsx'

const load = () => import('./failure-details.tsx')

// Most pages never need it: it is fetched when somebody is at work, so that it is there when the console is not.
if (typeof window !== 'undefined') {
  for (const event of ['pointerdown', 'keydown']) {
    window.addEventListener(event, () => void load().catch(() => undefined), { once: true })
  }
}

const FailureDetails = lazy(() =>
  load().then(
    (module) => ({ default: module.FailureDetails }),
    () => ({ default: PlainFailure }),
  ),
)

/** A failure in place: what, why, what to do, the plane and the right that it is about, and Retry. */
export function FailurePanel(props: FailurePanelProps) {
  return (
    <Suspense fallback={<p className={props.className}>{wordsOf(props)}</p>}>
      <FailureDetails {...props} />
    </Suspense>
  )
}

/** Where the rest cannot be fetched. */
function PlainFailure(props: FailurePanelProps) {
  return (
    <p role="alert" className={props.className}>
      {wordsOf(props)}
    </p>
  )
}

function wordsOf({ failure }: FailurePanelProps): string {
  return [failure.title, failure.detail, failure.nextStep].join(' ')
}
