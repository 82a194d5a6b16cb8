import { exportedFile, exportPipe, isAsStored } from './export-pipe.ts'
import { azCanHold, azPolicy } from './policy-json.ts'
import { bashWord } from './quote.ts'
import { ask, azRest, jsonWord } from './rest.ts'
import { filePassword, issuerCredential } from './rest-requests.ts'
import { command, type Flag } from './shell-command.ts'
import type { CertificateWrite, Contact, Place, Snippet, Tags, WriteOf } from './write.ts'

/**
 * A write as Azure CLI commands for bash. What the CLI has no command for is sent with `az rest`.
 * https://learn.microsoft.com/cli/azure/keyvault/certificate
 */
export function azSnippet(write: CertificateWrite, place: Place): Snippet {
  const cannot = whyAzCannot(write)
  if (cannot !== null) return { code: azRest(write, place), notes: [cannot] }
  return { code: commandsOf(write).join('\n'), notes: notesOf(write) }
}

function commandsOf(write: CertificateWrite): string[] {
  switch (write.kind) {
    case 'create':
      return [
        certificate('create', write, [
          ['--policy', policyWord(write.policy)],
          ...(write.enabled === false ? [['--disabled', 'true'] satisfies Flag] : []),
          ...tagFlags(write.tags),
        ]),
      ]
    case 'import':
      return [
        ...(write.protected ? [ask(filePassword)] : []),
        certificate('import', write, [
          ['--file', bashWord(write.file)],
          ...(write.protected
            ? [['--password', `"$${filePassword.variable}"`] satisfies Flag]
            : []),
          ['--policy', policyWord(write.policy)],
          ...(write.enabled === false ? [['--disabled', 'true'] satisfies Flag] : []),
          ...tagFlags(write.tags),
        ]),
      ]
    case 'merge':
      return [
        `cat > ${bashWord(chainFile(write.name))} <<'PEM'\n${pemOf(write.chain)}\nPEM`,
        certificate('pending merge', write, [
          ['--file', bashWord(chainFile(write.name))],
          ...tagFlags(write.tags),
        ]),
      ]
    case 'update-version':
      return [
        certificate('set-attributes', write, [
          ['--version', bashWord(write.version)],
          ...(write.enabled === undefined
            ? []
            : [['--enabled', String(write.enabled)] satisfies Flag]),
          ...(write.tags === undefined ? [] : [tagFlag(write.tags)]),
        ]),
      ]
    case 'update-policy':
      return [
        certificate('set-attributes', write, [
          ['--policy', jsonWord(azPolicy(write.policy, 'change'))],
        ]),
      ]
    case 'delete-operation':
      return [certificate('pending delete', write)]
    case 'delete':
    case 'recover':
    case 'purge':
      return [certificate(write.kind, write)]
    case 'backup':
      return [certificate('backup', write, [['--file', bashWord(`${write.name}.backup`)]])]
    case 'restore':
      return [
        command('az keyvault certificate restore', [
          ['--vault-name', bashWord(write.vault)],
          ['--file', bashWord(write.file)],
        ]),
      ]
    case 'export-private':
      return [exportCommand(write)]
    case 'set-issuer':
      return issuerCommands(write)
    case 'delete-issuer':
      return [issuer('delete', write)]
    case 'set-contacts':
      return contactCommands(write)
    // The CLI has nothing for these: see `whyAzCannot`.
    case 'update-issuer':
    case 'cancel-operation':
      return []
  }
}

/** Why the CLI's own commands cannot say it, in a sentence; null when they can. */
function whyAzCannot(write: CertificateWrite): string | null {
  if (write.kind === 'cancel-operation') {
    return 'The Azure CLI has no command that cancels an order; this sends the request itself.'
  }
  // `issuer update` and `issuer admin add` read the issuer, which never shows its credential, and write it whole.
  if (write.kind === 'update-issuer' || isIssuerWithPeople(write)) {
    return 'The Azure CLI would write the issuer again without its credential; this sends one request.'
  }
  if ('policy' in write && !azCanHold(write.policy)) {
    return 'The Azure CLI drops IP addresses and URIs of a policy; this sends the request itself.'
  }
  if ('tags' in write && !Object.entries(write.tags ?? {}).every(azTag)) {
    return 'The Azure CLI cannot write one of these tags; this sends the request itself.'
  }
  return null
}

function isIssuerWithPeople(write: CertificateWrite): boolean {
  return write.kind === 'set-issuer' && (write.settings.administrators ?? []).length > 0
}

/** `name=value` is split at the first `=`; `@` begins a file's name, a hyphen a flag. */
export function azTag([name, value]: [string, string]): boolean {
  return !name.includes('=') && !/^[-@]/.test(name) && !value.startsWith('@')
}

function notesOf(write: CertificateWrite): string[] {
  if (write.kind === 'export-private' && write.protect) {
    return ['OpenSSL asks for the password of the new file.']
  }
  return []
}

function certificate(
  verb: string,
  { vault, name }: { vault: string; name: string },
  flags: readonly Flag[] = [],
): string {
  return command(`az keyvault certificate ${verb}`, [
    ['--vault-name', bashWord(vault)],
    ['--name', bashWord(name)],
    ...flags,
  ])
}

function policyWord(policy: Parameters<typeof azPolicy>[0]): string {
  return jsonWord(azPolicy(policy))
}

function tagFlags(tags: Tags | undefined): Flag[] {
  return tags === undefined || Object.keys(tags).length === 0 ? [] : [tagFlag(tags)]
}

/** `--tags ''` takes all tags away. */
export function tagFlag(tags: Tags): Flag {
  const words = Object.entries(tags).map(([name, value]) => bashWord(`${name}=${value}`))
  return ['--tags', words.length === 0 ? "''" : words.join(' ')]
}

/** https://learn.microsoft.com/cli/azure/keyvault/secret#az-keyvault-secret-download */
function exportCommand(write: WriteOf<'export-private'>): string {
  const where: Flag[] = [
    ['--vault-name', bashWord(write.vault)],
    ['--name', bashWord(write.name)],
    ['--version', bashWord(write.version)],
  ]
  if (!isAsStored(write)) {
    const show = command('az keyvault secret show', [...where, ['--query value --output tsv']])
    return `${show} \\\n  | ${exportPipe(write)}`
  }
  return command('az keyvault secret download', [
    ...where,
    ['--encoding', write.format === 'pfx' ? 'base64' : 'utf-8'],
    ['--file', bashWord(exportedFile(write))],
  ])
}

function issuer(
  verb: string,
  write: { vault: string; issuer: string },
  flags: readonly Flag[] = [],
): string {
  return command(`az keyvault certificate issuer ${verb}`, [
    ['--vault-name', bashWord(write.vault)],
    ['--issuer-name', bashWord(write.issuer)],
    ...flags,
  ])
}

/** https://learn.microsoft.com/cli/azure/keyvault/certificate/issuer */
function issuerCommands(write: WriteOf<'set-issuer'>): string[] {
  const { settings } = write
  const credential = issuerCredential(settings)
  return [
    ask(credential),
    issuer('create', write, [
      ['--provider-name', bashWord(settings.provider)],
      ...wordFlag('--account-id', settings.accountId),
      ['--password', `"$${credential.variable}"`],
      ...wordFlag('--organization-id', settings.organizationId),
      ...(settings.enabled === false ? [['--disabled', 'true'] satisfies Flag] : []),
    ]),
  ]
}

function wordFlag(flag: string, value: string | undefined): Flag[] {
  return value === undefined || value === '' ? [] : [[flag, bashWord(value)]]
}

/** https://learn.microsoft.com/cli/azure/keyvault/certificate/contact */
function contactCommands({ vault, before, after }: WriteOf<'set-contacts'>): string[] {
  const contact = (verb: string, { email, name, phone }: Contact, whole: boolean) =>
    command(`az keyvault certificate contact ${verb}`, [
      ['--vault-name', bashWord(vault)],
      ...wordFlag('--email', email),
      ...(whole ? [...wordFlag('--name', name), ...wordFlag('--phone', phone)] : []),
    ])
  const { removed, added } = contactChanges(before, after)
  return [
    ...removed.map((one) => contact('delete', one, false)),
    ...added.map((one) => contact('add', one, true)),
  ]
}

/** A contact that changed is taken away and added again: neither tool can change one. */
export function contactChanges(
  before: readonly Contact[],
  after: readonly Contact[],
): { removed: readonly Contact[]; added: readonly Contact[] } {
  const same = (a: Contact, b: Contact) =>
    a.email === b.email && (a.name ?? '') === (b.name ?? '') && (a.phone ?? '') === (b.phone ?? '')
  return {
    removed: before.filter((one) => !after.some((other) => same(one, other))),
    added: after.filter((one) => !before.some((other) => same(one, other))),
  }
}

/** Leaf first: the order in which the vault wants the chain. */
export function pemOf(chain: readonly string[]): string {
  return chain
    .map((der) =>
      [
        '-----BEGIN CERTIFICATE-----',
        ...(der.match(/.{1,64}/g) ?? []),
        '-----END CERTIFICATE-----',
      ].join('\n'),
    )
    .join('\n')
}

export function chainFile(name: string): string {
  return `${name}-chain.pem`
}
