import 'server-only'
import { tagProblems, toTagList } from '#lib/domain/certificates/tags.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import { toSummary } from '../certificates/internal.ts'
import type { CertificateSummary } from '../certificates/schema.ts'
import type { Services } from '../services.ts'
import type { UpdateNewestInput } from './schema.ts'

/**
 * Changes the newest version of a certificate, as the vault has it now and not as a list had it a while
 * ago; returns the new state of its row. Throws `FailureError`.
 */
export async function updateNewest(
  services: Services,
  caller: Caller,
  input: UpdateNewestInput,
): Promise<CertificateSummary> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, enabled, addTags } = input
  const gateway = services.azureOf(caller).certificates(vault)
  const { properties } = await gateway.get(name)
  const version = properties.version ?? ''
  // A change of a version replaces all its tags.
  const tags = addTags === undefined ? undefined : { ...properties.tags, ...addTags }
  if (tags !== undefined) checkTags(tags)
  const changed = await recorded(
    services,
    caller,
    { verb: 'certificates.update-version', vault, object: name, version },
    () =>
      gateway.update(name, version, {
        ...(enabled === undefined ? {} : { enabled }),
        ...(tags === undefined ? {} : { tags }),
      }),
  )
  return toSummary(vault, changed.properties)
}

function checkTags(tags: Readonly<Record<string, string>>): void {
  const [found] = tagProblems(toTagList(tags))
  if (found === undefined) return
  throw new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'The tags were not added',
    detail: found.message,
    nextStep: 'Remove a tag on the page of the certificate first. Nothing was changed.',
  })
}
