import type { Checked, FormErrors } from '#components/ui/use-form.ts'
import {
  type Administrator,
  type IssuerDraft,
  issuerProblems,
} from '#lib/domain/certificates/issuers/draft.ts'
import { findProvider } from '#lib/domain/certificates/issuers/providers.ts'

/** The form of an issuer, new or not. */
export type IssuerValues = {
  -readonly [Member in keyof IssuerDraft]: IssuerDraft[Member]
}

export const emptyAdministrator: Administrator = {
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
}

/** The field of the form that shows the messages of a path; null when none does. */
export function issuerFieldOf(path: string): keyof IssuerValues | null {
  const [first] = path.split('.')
  return fields.find((field) => field === first) ?? null
}

const fields = [
  'name',
  'provider',
  'accountId',
  'credential',
  'organizationId',
  'administrators',
  'enabled',
] as const satisfies readonly (keyof IssuerValues)[]

/** The fields as they are labelled at a CA. */
export function issuerLabels(provider: string): Readonly<Record<string, string>> {
  const known = findProvider(provider)
  return {
    name: 'Name',
    accountId: known?.accountLabel ?? 'Account ID',
    credential: known?.credentialLabel ?? 'Password',
    organizationId: 'Organisation ID',
    administrators: 'Administrators',
  }
}

/** One message a field: of a list, the first. */
export function issuerErrors(problems: Readonly<Record<string, string>>): FormErrors<IssuerValues> {
  const errors: { [Field in keyof IssuerValues]?: string } = {}
  for (const [path, message] of Object.entries(problems)) {
    const field = issuerFieldOf(path)
    if (field !== null) errors[field] ??= message
  }
  return errors
}

/** Messages at the administrators by `0.email`. */
export function administratorProblems(
  values: IssuerValues,
  isNew: boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(issuerProblems(values, { isNew })).flatMap(([path, message]) =>
      path.startsWith('administrators.') ? [[path.slice('administrators.'.length), message]] : [],
    ),
  )
}

export function checkIssuerForm(isNew: boolean) {
  return async (values: IssuerValues): Promise<Checked<IssuerValues, IssuerValues>> => {
    const problems = issuerProblems(values, { isNew })
    return Object.keys(problems).length === 0
      ? { ok: true, input: values }
      : { ok: false, errors: issuerErrors(problems) }
  }
}
