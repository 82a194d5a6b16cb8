import type { PolicyValues, PolicyValuesField } from './policy-values.ts'

/** What `useForm` gives for a form that has the values of a policy among its own. */
export interface PolicyControls {
  readonly values: PolicyValues
  /** True after a try to send: then everything is judged. */
  readonly submitted: boolean
  set<Field extends PolicyValuesField>(field: Field, value: PolicyValues[Field]): void
  field<Field extends PolicyValuesField>(name: Field): PolicyControl<Field>
}

export interface PolicyControl<Field extends PolicyValuesField> {
  readonly name: string
  readonly value: PolicyValues[Field]
  readonly error: string | undefined
  onChange(value: PolicyValues[Field]): void
  onBlur(): void
}
