'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { paths } from '#lib/base/paths.ts'
import type { AccessAbout } from '#lib/features/access/client.ts'

const kinds = [
  { value: 'vault', label: 'The whole vault' },
  { value: 'keys', label: 'A key' },
  { value: 'secrets', label: 'A secret' },
  { value: 'certificates', label: 'A certificate' },
]

interface ObjectChooserProps {
  vault: string
  about: AccessAbout
}

/** What the page tells about: everything in the vault, or one object that is named. */
export function ObjectChooser({ vault, about: { certificate, object } }: ObjectChooserProps) {
  const router = useRouter()
  const [area, of] = object?.split('/') ?? []
  const [kind, setKind] = useState(certificate === undefined ? (area ?? 'vault') : 'certificates')
  const [name, setName] = useState(certificate ?? of ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const show = () => {
    const to = paths.vault(vault)
    if (kind === 'vault') return router.push(to.effectiveAccess())
    const wanted = name.trim()
    // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name
    if (!/^[0-9A-Za-z-]{1,127}$/.test(wanted)) {
      return setFault('A name has 1 to 127 letters, digits and hyphens.')
    }
    router.push(
      kind === 'certificates' ? to.effectiveAccess(wanted) : to.objectAccess(`${kind}/${wanted}`),
    )
  }
  return (
    <form
      noValidate
      aria-label="What it is about"
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        show()
      }}
    >
      <SelectField
        label="About"
        className="w-44"
        value={kind}
        options={kinds}
        onChange={(event) => {
          setKind(event.target.value)
          setFault(null)
        }}
      />
      {kind !== 'vault' && (
        <TextField
          label="Name"
          className="w-64"
          mono
          value={name}
          error={fault ?? undefined}
          onChange={(event) => {
            setName(event.target.value)
            setFault(null)
          }}
        />
      )}
      <Button type="submit" className="mt-6">
        Show
      </Button>
    </form>
  )
}
