'use client'

import './globals.css'
import { CenterPage } from '#components/shell/center-page.tsx'
import { Button } from '#components/ui/button.tsx'

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Strongroom is not available</title>
        <CenterPage
          title="Strongroom is not available"
          actions={
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          <p>The console could not draw any page. Nothing was changed by this.</p>
        </CenterPage>
      </body>
    </html>
  )
}
