import { Badge } from '#components/ui/badge.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ownerOf, ownerTag } from '#lib/domain/certificates/owner.ts'
import { type ValidationLevel, validationWords } from '#lib/domain/certificates/validation.ts'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { colonHex, groupHex } from '../group-hex.ts'
import { keyFacts, namesList, usageWords } from './words.ts'

interface FactsPanelProps {
  version: CertificateVersion
  /** Where the version's own page is; left out on that page. */
  href?: string
}

/** What one version says of itself: the X.509 certificate, read, and the key beside it. */
export function FactsPanel({ version, href }: FactsPanelProps) {
  const { content, policy } = version
  const certificate: Definition[] =
    content === null
      ? [
          { term: 'Subject', value: policy?.subject, mono: true },
          {
            term: 'Thumbprint',
            value: version.thumbprint && (
              <MonoId value={groupHex(version.thumbprint)} label="SHA-1 thumbprint" />
            ),
          },
        ]
      : [
          { term: 'Subject', value: content.subject, mono: true },
          { term: 'Names', value: namesList(content.names).join(', '), mono: true },
          {
            term: 'Issuer',
            value: content.selfIssued ? (
              <>
                <span className="font-mono text-xs">{content.issuer}</span>{' '}
                <span className="text-ink-3">· itself</span>
              </>
            ) : (
              <span className="font-mono text-xs">{content.issuer}</span>
            ),
          },
          ...validationFact(content.validation),
          { term: 'Key', value: keyFacts(content.key, policy) },
          { term: 'Signature', value: content.signatureAlgorithm },
          { term: 'Use', value: usageWords(content) },
          {
            term: 'SHA-1',
            value: <MonoId value={groupHex(content.sha1)} label="SHA-1 thumbprint" />,
          },
          {
            term: 'SHA-256',
            value: (
              <MonoId
                value={groupHex(content.sha256)}
                label="SHA-256 thumbprint"
                head={24}
                tail={9}
              />
            ),
          },
          {
            term: 'Serial',
            value: <MonoId value={colonHex(content.serialNumber)} label="serial number" />,
          },
        ]
  const items = [
    ...certificate,
    { term: 'Owner', value: <Owner tags={version.tags} href={href ?? null} /> },
  ]
  return (
    <Panel
      title="Certificate"
      actions={href !== undefined && <TextLink href={href}>All fields and settings</TextLink>}
    >
      <DefinitionList items={items} />
    </Panel>
  )
}

/** Who answers for it. The vault knows contacts for all of its certificates alone, so a tag says it. */
function Owner({ tags, href }: Pick<CertificateVersion, 'tags'> & { href: string | null }) {
  const owner = ownerOf(tags)
  if (owner !== null) return owner
  return (
    <span className="text-ink-3">
      Nobody is named. {href === null ? 'Give it' : <TextLink href={href}>Give it</TextLink>} a tag
      “{ownerTag}”.
    </span>
  )
}

/** Only public CAs say what they have checked: other certificates have no such line. */
function validationFact(level: ValidationLevel | null): Definition[] {
  if (level === null) return []
  const value = (
    <>
      <Badge tone="ok">{level}</Badge> {validationWords[level]}
    </>
  )
  return [{ term: 'Validation', value }]
}
