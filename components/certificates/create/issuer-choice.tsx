'use client'

import { useEffect } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { paths } from '#lib/base/paths.ts'
import { issuerVerdict } from '#lib/domain/certificates/issuers/check.ts'
import { issuersQuery } from '#lib/features/issuers/client.ts'
import type { IssuerRow } from '#lib/features/issuers/schema.ts'
import { OrderFields } from '../policy-form/order-fields.tsx'
import type { PolicyControls } from '../policy-form/policy-controls.ts'

interface IssuerChoiceProps {
  vault: string
  controls: PolicyControls
}

/** Which of the CAs that the vault is connected to, and what it is told besides. */
export function IssuerChoice({ vault, controls }: IssuerChoiceProps) {
  const { data: issuers, failure, reading, retry } = useRead(issuersQuery(vault))
  const field = controls.field('issuer')
  const only = issuers?.length === 1 ? issuers[0]?.name : undefined
  const { onChange, value } = field
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list has come.
  useEffect(() => {
    if (only !== undefined && value === '') onChange(only)
  }, [only])

  if (issuers === undefined) {
    if (failure === null)
      return <LoadingState label={`Reading the issuers of ${vault}`} lines={3} />
    return (
      <>
        <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
        {/* Whoever knows the name may order without the right to list. */}
        <TextField
          {...field}
          label="Name of the issuer"
          mono
          onChange={(event) => onChange(event.target.value)}
          hint="As it is called in the vault."
        />
        <OrderFields vault={vault} controls={controls} />
      </>
    )
  }
  if (issuers.length === 0) {
    return (
      <Banner
        tone="info"
        title={`${vault} is connected to no CA`}
        actions={<LinkButton href={paths.vault(vault).issuers}>Connect one</LinkButton>}
      >
        With the right certificates/setissuers you can connect it to DigiCert or GlobalSign. Until
        then have the request signed by any CA: choose “From any CA, by CSR”.
      </Banner>
    )
  }
  return (
    <>
      <RadioCards
        label="Issuer"
        name="issuer"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onBlur={field.onBlur}
        error={field.error}
        hint="It signs for the domains alone that it has vetted for this account."
        options={issuers.map((issuer) => ({
          value: issuer.name,
          label: issuer.name,
          description: <IssuerWords issuer={issuer} />,
        }))}
      />
      <OrderFields vault={vault} controls={controls} />
    </>
  )
}

const verdicts = {
  ready: null,
  failing: null,
  disabled: 'Disabled: it takes no order.',
  incomplete: 'Not set up completely: an order will fail.',
} as const

function IssuerWords({ issuer: { name, provider, details } }: { issuer: IssuerRow }) {
  const trouble = details === null ? null : verdicts[issuerVerdict({ name, provider, ...details })]
  return (
    <>
      {provider}
      {details?.accountId != null && <> · account {details.accountId}</>}
      {trouble !== null && <span className="block text-warn">{trouble}</span>}
    </>
  )
}
