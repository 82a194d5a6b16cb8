'use client'

import { PasswordField } from '#components/ui/password-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { useForm } from '#components/ui/use-form.ts'
import { administratorsMax } from '#lib/domain/certificates/issuers/draft.ts'
import { findProvider } from '#lib/domain/certificates/issuers/providers.ts'
import { administratorProblems, emptyAdministrator, type IssuerValues } from './issuer-model.ts'
import { PeopleEditor } from './people-editor.tsx'

type IssuerFormState = ReturnType<typeof useForm<IssuerValues, IssuerValues>>

interface FieldsProps {
  form: IssuerFormState
  isNew: boolean
}

/** The account at the CA and its credential, which goes to the vault and never comes back. */
export function AccountFields({ form, isNew }: FieldsProps) {
  const provider = findProvider(form.values.provider)
  const label = provider?.credentialLabel ?? 'Password'
  return (
    <>
      <TextField
        {...form.input('accountId')}
        label={provider?.accountLabel ?? 'Account ID'}
        mono
        hint={provider?.accountHint}
      />
      <PasswordField
        {...form.input('credential')}
        label={isNew ? label : `New ${label === 'API key' ? label : label.toLowerCase()}`}
        optional={!isNew}
        autoComplete="new-password"
        hint={
          isNew
            ? `${provider?.credentialHint ?? ''} The vault keeps it and never shows it again.`
            : 'Leave it empty to keep the one the vault has; it cannot be shown.'
        }
      />
    </>
  )
}

/** What the CA knows the organisation by. */
export function OrganizationFields({ form }: FieldsProps) {
  const provider = findProvider(form.values.provider)
  return (
    <TextField
      {...form.input('organizationId')}
      label="Organisation ID"
      mono
      optional={!provider?.organizationRequired}
      hint={provider?.organizationHint}
    />
  )
}

const personFields = [
  { key: 'firstName', label: 'First name' },
  { key: 'lastName', label: 'Last name' },
  { key: 'email', label: 'E-mail', type: 'email' },
  { key: 'phone', label: 'Telephone', type: 'tel' },
] as const

/** Whom the CA may ask about an order. */
export function AdministratorFields({ form, isNew }: FieldsProps) {
  const { values } = form
  const provider = findProvider(values.provider)
  const field = form.field('administrators')
  const wrong = field.error !== undefined
  const problems = wrong ? administratorProblems(values, isNew) : {}
  // A message at a person says it better than the same one above all of them.
  const atPeople = Object.keys(problems).length > 0
  return (
    <PeopleEditor
      label="Administrators"
      who="Administrator"
      optional={!provider?.administratorRequired}
      fields={personFields}
      empty={emptyAdministrator}
      value={values.administrators}
      onChange={field.onChange}
      onBlur={field.onBlur}
      problems={problems}
      error={atPeople ? undefined : field.error}
      max={administratorsMax}
      hint={
        provider?.administratorRequired
          ? 'At least one, with all four. The CA calls or writes to check an order.'
          : undefined
      }
    />
  )
}
