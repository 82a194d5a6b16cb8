import type { CardChoice } from '#components/ui/radio-cards.tsx'
import type { Choice } from '#components/ui/segmented.tsx'
import type { ContentType } from '#lib/features/certificates/schema.ts'

/** What each choice brings with it, told where it is made. */

export const exportChoices: readonly CardChoice[] = [
  {
    value: 'yes',
    label: 'Exportable',
    description:
      'App Service, gateways and people with secrets/get can take the key out. Once out, nobody can call it back.',
  },
  {
    value: 'no',
    label: 'Not exportable',
    description:
      'The key never leaves the vault, for this version for good. Each handshake is a call to the vault, 4,000 in 10 s at most; App Service cannot use it.',
  },
]

/** The same for a key in an HSM, which can never leave it. */
export function exportChoicesFor(hsm: boolean): readonly CardChoice[] {
  if (!hsm) return exportChoices
  return exportChoices.map((choice) =>
    choice.value === 'yes' ? { ...choice, disabled: true } : choice,
  )
}

export const reuseChoices: readonly CardChoice[] = [
  {
    value: 'new',
    label: 'Make a new key',
    description: 'A key that leaked stops being useful with the next version. Advised.',
  },
  {
    value: 'same',
    label: 'Keep the same key',
    description: 'For peers that pin the public key. A leaked key stays leaked in every version.',
  },
]

export const contentTypeChoices: readonly (Choice & { value: ContentType })[] = [
  { value: 'application/x-pkcs12', label: 'PFX (PKCS #12)' },
  { value: 'application/x-pem-file', label: 'PEM' },
]
