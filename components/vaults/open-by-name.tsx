'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultNameProblem } from '#lib/domain/vaults/name.ts'

/** The way to a vault that no list shows to this person. */
export function OpenByName() {
  const router = useRouter()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  return (
    <form
      noValidate
      aria-label="Open a vault by its name"
      className="flex flex-wrap items-start justify-center gap-2 text-left"
      onSubmit={(event) => {
        event.preventDefault()
        const problem = vaultNameProblem(name.trim())
        setFault(problem)
        if (problem === null) router.push(paths.vault(name.trim()).certificates)
      }}
    >
      <TextField
        label="Name of the vault"
        mono
        value={name}
        error={fault ?? undefined}
        onChange={(event) => {
          setName(event.target.value)
          setFault(null)
        }}
      />
      <Button type="submit" className="mt-6">
        Open
      </Button>
    </form>
  )
}
