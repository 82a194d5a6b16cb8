import * as z from 'zod/mini'
import { keyTypes } from '#lib/domain/certificates/key-types.ts'
import { checkName, type NameKind } from '#lib/domain/certificates/names.ts'
import { contentTypes, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import { policyProblems } from '#lib/domain/certificates/policy/draft-problems.ts'
import { lifetimeActionKinds } from '#lib/domain/certificates/policy/lifetime.ts'

/** Lists beyond this length are no policy: what is inside them is not looked at. */
const listMax = 1000

const text = z.string().check(z.maxLength(4096))
/** What is no number is told together with all else that is wrong. */
const number = z.union([z.number(), z.nan()])

function list(item: z.ZodMiniType<string, string>) {
  return z.readonly(z.array(item).check(z.maxLength(listMax)))
}

function names(kind: NameKind) {
  return list(text.check(z.overwrite((name) => checkName(kind, name).value)))
}

export const lifetimeActionShape = z.object({
  action: z.enum(lifetimeActionKinds),
  daysBeforeExpiry: z.nullable(number),
  lifetimePercentage: z.nullable(number),
})

/** The shape of a policy; names come out as `checkName` writes them. */
const shape = z.object({
  issuer: text,
  certificateType: text,
  certificateTransparency: z.nullable(z.boolean()),
  subject: text.check(z.trim()),
  names: z.object({
    dns: names('dns'),
    emails: names('email'),
    upns: names('upn'),
    ips: names('ip'),
    uris: names('uri'),
  }),
  kty: z.enum(keyTypes, { error: 'Choose a type of key.' }),
  size: z.nullable(z.number()),
  curve: z.nullable(text),
  exportable: z.boolean(),
  reuseKey: z.boolean(),
  contentType: z.enum(contentTypes),
  keyUsage: list(text),
  extendedKeyUsage: list(text),
  validityMonths: number,
  lifetimeAction: z.nullable(lifetimeActionShape),
  enabled: z.boolean(),
})

/** A whole policy, judged by the rules of `policyProblems`: each fault stands at its field. */
export const policyInput = shape.check(
  z.superRefine<PolicyDraft>((draft, context) => {
    for (const [field, message] of Object.entries(policyProblems(draft))) {
      context.addIssue({ code: 'custom', message, path: [field], input: draft })
    }
  }),
)
