'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { signOut } from '#lib/session/renewal.tsx'

/** To come back as somebody else. */
export function SignOutButton() {
  const [leaving, setLeaving] = useState(false)
  return (
    <Button
      loading={leaving}
      onClick={() => {
        setLeaving(true)
        void signOut()
      }}
    >
      Sign out
    </Button>
  )
}
