import Plus from 'lucide-react/icons/plus'
import { Tag } from '#components/ui/badge.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { paths } from '#lib/base/paths.ts'
import type { CaProfile } from '#lib/domain/certificates/ca-profiles.ts'

/** What to choose for a CA that the vault is not connected to, where to go, and what to bring back. */
export function CaProfileView({ vault, profile }: { vault: string; profile: CaProfile }) {
  return (
    <>
      <PageHeader
        title={profile.name}
        status={
          <>
            <Tag>{profile.kind === 'public' ? 'Public CA' : 'CA of your own'}</Tag>
            {profile.levels.map((level) => (
              <Tag key={level}>{level}</Tag>
            ))}
          </>
        }
        description={profile.summary}
        actions={
          <LinkButton
            variant="primary"
            icon={<Plus aria-hidden />}
            href={`${paths.vault(vault).newCertificate}?way=csr&profile=${profile.id}`}
          >
            Make key and CSR
          </LinkButton>
        }
      />
      <Banner tone="info" title={`Key Vault is not integrated with ${profile.name}`}>
        It makes the key and the CSR, and takes the signed certificate. It cannot order, cannot
        renew and cannot revoke there.
      </Banner>
      {profile.caution !== null && (
        <Banner tone="warn" title="Hard to keep up by hand">
          {profile.caution}
        </Banner>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <Panel title="1. Choose in the wizard">
            <DefinitionList
              items={profile.choices.map(({ what, value, why }) => ({
                term: what,
                value: (
                  <>
                    <span className="font-medium">{value}</span>
                    <span className="block text-ink-2">{why}</span>
                  </>
                ),
              }))}
            />
          </Panel>
          <Panel title="2. Hand in the CSR">
            <ol className="grid list-decimal gap-1.5 pl-5">
              {profile.handIn.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {profile.command !== null && (
              <div className="mt-3">
                <CodeBlock code={profile.command} label="command" />
              </div>
            )}
          </Panel>
        </div>
        <div className="grid gap-4">
          <Panel title="3. Merge what comes back">
            <DefinitionList
              items={[
                { term: 'Comes back', value: profile.comesBack },
                { term: 'Merge', value: profile.merge },
              ]}
            />
          </Panel>
          <Panel title="4. Later">
            <p>{profile.renewal}</p>
          </Panel>
          <Panel title="Where this is written">
            <ul className="grid gap-1">
              {profile.sources.map((source) => (
                <li key={source} className="min-w-0">
                  <a
                    href={source}
                    target="_blank"
                    rel="noreferrer"
                    className="rounded-sm break-all underline decoration-line-strong underline-offset-3 hover:decoration-current"
                  >
                    {source.replace('https://', '')}
                  </a>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </div>
    </>
  )
}
