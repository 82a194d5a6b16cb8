'use client'

import { useState } from 'react'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { useLoaded } from '#components/ui/use-loaded.ts'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'

const loadServices = () => import('#lib/domain/network/trusted-services.ts')

interface TrustedExceptionProps {
  bypass: NetworkConfig['bypass']
  onChange: (bypass: NetworkConfig['bypass']) => void
}

/** Whether Microsoft's own services pass without a rule, and which ones these are. */
export function TrustedException({ bypass, onChange }: TrustedExceptionProps) {
  const [open, setOpen] = useState(false)
  const known = useLoaded(open, loadServices)
  return (
    <div className="grid gap-2">
      <CheckboxField
        label="Trusted Microsoft services pass without a rule"
        checked={bypass === 'AzureServices'}
        onChange={(event) => onChange(event.target.checked ? 'AzureServices' : 'None')}
        hint="Each still needs permission. Your own applications are never among them, wherever they run. It holds without public access too, but not inside a perimeter."
      />
      <details className="ml-6" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-xs text-ink-2 hover:text-ink">
          Which services these are
        </summary>
        {known !== null && (
          <div className="mt-2 grid gap-2 text-xs">
            <dl className="divide-y divide-line rounded-md border border-line">
              {known.trustedServices.map(({ name, purpose }) => (
                <div key={name} className="grid gap-x-4 px-3 py-1.5 sm:grid-cols-[14rem_1fr]">
                  <dt>{name}</dt>
                  <dd className="text-ink-3">{purpose}</dd>
                </div>
              ))}
            </dl>
            <TextLink href={known.trustedServicesSource} target="_blank" rel="noreferrer">
              Microsoft’s list
            </TextLink>
          </div>
        )}
      </details>
    </div>
  )
}
