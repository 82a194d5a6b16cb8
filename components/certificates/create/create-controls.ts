import type { useForm } from '#components/ui/use-form.ts'
import type { CreateCertificateInput } from '#lib/features/certificates/schema.ts'
import type { CreateValues } from './create-model.ts'

/** The state of the create form. */
export type CreateControls = ReturnType<typeof useForm<CreateValues, CreateCertificateInput>>
