import type { Checked } from '#components/ui/use-form.ts'
import {
  type CreateCertificateInput,
  createCertificateInput,
} from '#lib/features/certificates/schema.ts'
import { tagPairsProblem } from '../fields/tag-pairs.ts'
import {
  type CreateField,
  type CreateValues,
  createFieldOf,
  toCreateInput,
} from './create-model.ts'

/** Checks the form by the schema that the action uses. */
export function checkCreate(
  vault: string,
  values: CreateValues,
): Checked<CreateValues, CreateCertificateInput> {
  const parsed = createCertificateInput.safeParse(toCreateInput(vault, values))
  const errors: Partial<Record<CreateField, string>> = {}
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = createFieldOf(issue.path.join('.'))
      if (field === null) continue
      errors[field] ??= issue.message
    }
  }
  // The record of tags cannot hold a name twice, so the rows are asked as well.
  const tagProblem = tagPairsProblem(values.tags)
  if (tagProblem !== undefined) errors.tags = tagProblem
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  if (!parsed.success) return { ok: false, errors: { name: 'The form cannot be sent as it is.' } }
  return { ok: true, input: parsed.data }
}
