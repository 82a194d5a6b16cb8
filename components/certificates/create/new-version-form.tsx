'use client'

import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import * as rules from '#lib/domain/certificates/names.ts'
import { certificateQuery } from '#lib/features/certificates/client.ts'
import { MissingCertificate } from '../page/missing-certificate.tsx'
import { emptyCreateValues, valuesFromPolicy } from './create-model.ts'
import { Wizard } from './wizard.tsx'

/** The wizard, filled with the policy of the certificate that gets a new version. */
export function NewVersionForm({ vault, name }: { vault: string; name: string }) {
  // Read once: an answer that comes while somebody types must not change the form.
  const {
    data: certificate,
    failure,
    reading,
    retry,
  } = useRead({ ...certificateQuery(vault, name), staleTime: Number.POSITIVE_INFINITY })
  if (certificate === undefined) {
    if (failure === null) {
      return (
        <Panel padding="none">
          <LoadingState label={`Reading the policy of ${name}`} lines={8} />
        </Panel>
      )
    }
    return failure.code === 'not-found' ? (
      <MissingCertificate vault={vault} name={name} />
    ) : (
      <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
    )
  }
  const { policy, current } = certificate
  const initial =
    policy === null
      ? { ...emptyCreateValues, name }
      : valuesFromPolicy(name, policy, current?.tags ?? {})
  const content = current?.content ?? null
  return (
    <Wizard
      vault={vault}
      initial={initial}
      newVersion
      rules={rules}
      noteFor={(way) =>
        way === 'self' &&
        content !== null &&
        !content.selfIssued && (
          <Banner tone="warn" title="The current version comes from a CA; this one will not.">
            It was issued by <code className="font-mono text-xs">{content.issuer}</code>. Whoever
            trusts that CA refuses a self-signed certificate. To stay with the CA, choose another
            way.
          </Banner>
        )
      }
    />
  )
}
