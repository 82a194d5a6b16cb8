import ChevronRight from 'lucide-react/icons/chevron-right'
import { Panel } from '#components/ui/panel.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { caProfiles } from '#lib/domain/certificates/ca-profiles.ts'

/** CAs that sign what a person brings: no connection, so no order and no renewal. */
export function OtherCasPanel({ vault }: { vault: string }) {
  return (
    <Panel title="Other CAs" note="by CSR" padding="none">
      <p className="border-b border-line px-4 py-2.5 text-ink-2">
        Key Vault is not integrated with these. The vault makes key and CSR, you carry the CSR to
        the CA and merge what comes back; renewals only mail.
      </p>
      <ul aria-label="Other CAs" className="divide-y divide-line">
        {caProfiles.map((profile) => (
          <li
            key={profile.id}
            className="relative flex items-center gap-3 px-4 py-2.5 hover:bg-hover"
          >
            <div className="min-w-0 flex-1">
              <TextLink
                quiet
                href={paths.vault(vault).caProfile(profile.id)}
                className="after:absolute after:inset-0"
              >
                {profile.name}
              </TextLink>
              <p className="text-ink-2">{profile.summary}</p>
            </div>
            <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
