'use client'

import './globals.css'
import { CenterCard } from '#components/shell/center-card.tsx'
import { buttonClass } from '#components/ui/button-class.ts'

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Strongroom is not available</title>
        <CenterCard
          title="Strongroom is not available"
          actions={
            <button type="button" onClick={reset} className={buttonClass('primary', 'md', 'text')}>
              Try again
            </button>
          }
        >
          <p>The console could not draw any page. Nothing was changed by this.</p>
        </CenterCard>
      </body>
    </html>
  )
}
