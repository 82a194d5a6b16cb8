'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { faultLines } from '#components/code/fault-lines.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type FormErrors, useForm } from '#components/ui/use-form.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import { paths } from '#lib/base/paths.ts'
import * as rules from '#lib/domain/certificates/names.ts'
import {
  policyChanges,
  policyStamp,
  reapplyPolicy,
} from '#lib/domain/certificates/policy/changes.ts'
import { draftOf, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import type { Failure } from '#lib/domain/failure.ts'
import {
  certificateQuery,
  refreshCertificates,
  updatePolicy,
} from '#lib/features/certificates/client.ts'
import type { Certificate, CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { ChangedMeanwhile } from '../changed-meanwhile.tsx'
import { useVaultFacts } from '../create/use-vault-facts.ts'
import { fieldMessages } from '../field-messages.ts'
import { NamesField } from '../fields/names-field.tsx'
import { SubjectField } from '../fields/subject-field.tsx'
import { useSubjectReading } from '../fields/use-subject-reading.ts'
import { fieldLabels } from '../policy-form/field-labels.ts'
import { FormAdvice } from '../policy-form/form-advice.tsx'
import { changeSentences, PolicyChangeList } from '../policy-form/policy-change-list.tsx'
import { PolicySections } from '../policy-form/policy-sections.tsx'
import {
  type PolicyValues,
  type PolicyValuesField,
  policyDraft,
  policyValues,
  valuesFieldOf,
} from '../policy-form/policy-values.ts'
import { RightNote } from '../right-note.tsx'
import { SendFailure } from '../send-failure.tsx'
import { IssuerField } from './issuer-field.tsx'
import { checkPolicy } from './policy-check.ts'
import { RenewalPreview } from './renewal-preview.tsx'

const IssueDialog = dynamic(
  () => import('../page/issue-dialog.tsx').then((module) => module.IssueDialog),
  { ssr: false },
)

const nameFields = ['subject', 'names'] as const

interface PolicyFormProps {
  certificate: Certificate
  /** The policy that the vault holds now. */
  held: CertificatePolicy
}

/**
 * The policy by which the next version is made, edited against the one that the person has seen: another
 * that the vault holds by now is shown before anything is sent.
 */
export function PolicyForm({ certificate, held }: PolicyFormProps) {
  const { vault, name } = certificate
  const queryClient = useQueryClient()
  const facts = useVaultFacts(vault)
  const [seen, setSeen] = useState(held)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [saved, setSaved] = useState(false)
  const [issuing, setIssuing] = useState(false)
  const form = useForm<PolicyValues, PolicyDraft>(policyValues(draftOf(held)), async (values) =>
    checkPolicy(values),
  )
  const reading = useSubjectReading(form.values.subject)

  const mine = policyDraft(form.values, rules)
  const base = draftOf(seen)
  const theirs = draftOf(held)
  const edits = policyChanges(base, mine)
  const edited = edits.length > 0
  const moved = policyStamp(seen) !== policyStamp(held)
  // While both differ, what the person wants is not yet what would be sent.
  const changes = moved ? edits : policyChanges(theirs, mine)
  useLeaveWarning(edited)

  const begin = (policy: CertificatePolicy, draft: PolicyDraft) => {
    setSeen(policy)
    setFailure(null)
    form.replace(policyValues(draft))
  }
  // Nothing was typed: the form follows the vault.
  if (moved && !edited) begin(held, theirs)
  const conflict = moved && edited
  const reapplied = conflict ? reapplyPolicy(base, mine, theirs) : null

  const send = async (policy: PolicyDraft) => {
    if (conflict || changes.length === 0) return
    setFailure(null)
    setSaved(false)
    const result = await updatePolicy({ vault, name, seen: policyStamp(seen), policy })
    if (!result.ok) {
      form.refuse(errorsOf(result.failure))
      setFailure(result.failure)
      if (result.failure.code === 'changed-meanwhile') {
        await queryClient.invalidateQueries(certificateQuery(vault, name))
      }
      return
    }
    const after = result.data.policy
    if (after !== null) begin(after, draftOf(after))
    queryClient.setQueryData(certificateQuery(vault, name).queryKey, result.data)
    await refreshCertificates(queryClient, vault)
    setSaved(true)
    showToast({ tone: 'ok', title: 'Policy saved' })
  }

  return (
    <>
      <form
        ref={form.ref}
        noValidate
        aria-label="Policy"
        onSubmit={form.submit(send)}
        className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_21rem]"
      >
        <Panel padding="none">
          <FormSection title="Authority" description="Who signs the next version.">
            <IssuerField vault={vault} controls={form} />
          </FormSection>
          <FormSection title="Who it is for" description="The names that clients will check.">
            <SubjectField {...form.field('subject')} />
            <NamesField
              {...form.field('names')}
              rules={rules}
              showErrors={form.submitted}
              commonName={reading?.ok === true ? reading.commonName : null}
            />
            <FormAdvice vault={vault} values={form.values} fields={nameFields} />
          </FormSection>
          <PolicySections {...facts} controls={form} />
        </Panel>
        <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="What changes">
          <Panel title="What changes">
            {changes.length === 0 ? (
              <p className="text-ink-2">
                Nothing yet. What you change is shown here before it is saved.
              </p>
            ) : (
              <PolicyChangeList changes={changes} label="Changes" />
            )}
            <p className="mt-4 border-t border-line pt-3 text-xs text-ink-3">
              It holds for the next version. Versions that exist keep their names, key and dates.
            </p>
          </Panel>
          <RenewalPreview before={seen} after={mine} version={certificate.current} />
          <RightNote
            plane="data"
            right="certificates/update"
            builtInRole="Key Vault Certificates Officer"
          />
        </aside>
        <Panel padding="none" className="[&>div]:border-t-0">
          <FormActions
            error={
              reapplied !== null ? (
                <ChangedMeanwhile
                  what="the policy"
                  changedOn={held.updatedOn}
                  changes={changeSentences(policyChanges(base, theirs))}
                  both={changeSentences(reapplied.both)}
                  onTake={() => begin(held, theirs)}
                  onReapply={() => begin(held, reapplied.policy)}
                />
              ) : failure !== null ? (
                <SendFailure failure={failure} hasField={(path) => fieldAt(path) !== null} />
              ) : (
                saved &&
                !edited && (
                  <Banner
                    tone="ok"
                    title="The policy is saved."
                    actions={
                      certificate.operation?.status !== 'inProgress' && (
                        <Button size="sm" onClick={() => setIssuing(true)}>
                          Issue a version now
                        </Button>
                      )
                    }
                  >
                    The current version stays as it is until the next one is made.
                  </Banner>
                )
              )
            }
          >
            <Button
              type="submit"
              data-submit
              variant="primary"
              loading={form.submitting}
              inactive={conflict || changes.length === 0}
            >
              Save policy
            </Button>
            <Button inactive={!edited || form.submitting} onClick={() => begin(held, theirs)}>
              Discard
            </Button>
            <LinkButton variant="ghost" href={paths.vault(vault).certificate(name)}>
              Back to {name}
            </LinkButton>
            {edited && (
              <ShowAsCode
                writes={() => [{ kind: 'update-policy', vault, name, policy: mine }]}
                faults={async () => faultLines(await form.faults(), fieldLabels)}
              />
            )}
          </FormActions>
        </Panel>
      </form>
      {issuing && <IssueDialog certificate={certificate} onClose={() => setIssuing(false)} />}
    </>
  )
}

/** What an answer says about the fields of the form. */
function errorsOf(failure: Failure): FormErrors<PolicyValues> {
  const errors: Partial<Record<PolicyValuesField, string>> = {}
  for (const [path, message] of fieldMessages(failure)) {
    const field = fieldAt(path)
    if (field !== null) errors[field] ??= message
  }
  return errors
}

/** `policy.names.dns.2` is told at the names. */
function fieldAt(path: string): PolicyValuesField | null {
  const [first = '', second = ''] = path.split('.')
  return valuesFieldOf(first === 'policy' ? second : first)
}
