import { chainFile, contactChanges, pemOf } from './az.ts'
import { exportedFile } from './export-pipe.ts'
import { powershellString } from './quote.ts'
import { jsonWord, resourceOf } from './rest.ts'
import { issuerCredential, restRequest } from './rest-requests.ts'
import { cmdlet } from './shell-command.ts'
import type { CertificateWrite, Place, Policy, Snippet, Tags, WriteOf } from './write.ts'

/**
 * A write as cmdlets of the module Az.KeyVault for PowerShell 7. What they cannot say is sent with
 * `Invoke-AzRestMethod`. https://learn.microsoft.com/powershell/module/az.keyvault
 */
export function powershellSnippet(write: CertificateWrite, place: Place): Snippet {
  const cannot = whyCmdletsCannot(write)
  if (cannot !== null) return { code: restMethod(write, place), notes: [cannot] }
  return { code: linesOf(write).join('\n'), notes: notesOf(write) }
}

function linesOf(write: CertificateWrite): string[] {
  switch (write.kind) {
    case 'create':
      return [
        ...policyLines(write.policy),
        cmdlet('Add-AzKeyVaultCertificate', [
          ...on(write),
          '-CertificatePolicy (New-AzKeyVaultCertificatePolicy @policy)',
          ...tagParameter(write.tags),
        ]),
        ...(write.enabled === false
          ? [cmdlet('Update-AzKeyVaultCertificate', [...on(write), '-Enable $false'])]
          : []),
      ]
    case 'import':
      return [
        ...(write.protected
          ? ["$password = Read-Host -AsSecureString -Prompt 'Password of the file'"]
          : []),
        ...policyLines({ ...write.policy, contentType: write.contentType }),
        cmdlet('Import-AzKeyVaultCertificate', [
          ...on(write),
          `-FilePath ${powershellString(write.file)}`,
          ...(write.protected ? ['-Password $password'] : []),
          '-PolicyObject (New-AzKeyVaultCertificatePolicy @policy)',
          ...tagParameter(write.tags),
        ]),
      ]
    case 'merge':
      return [
        `@'\n${pemOf(write.chain)}\n'@ | Set-Content -Path ${powershellString(chainFile(write.name))}`,
        cmdlet('Import-AzKeyVaultCertificate', [
          ...on(write),
          `-FilePath ${powershellString(chainFile(write.name))}`,
          ...tagParameter(write.tags),
        ]),
      ]
    case 'update-version':
      return [
        cmdlet('Update-AzKeyVaultCertificate', [
          ...on(write),
          `-Version ${powershellString(write.version)}`,
          ...(write.enabled === undefined ? [] : [`-Enable $${write.enabled}`]),
          ...(write.tags === undefined ? [] : [`-Tag ${hashtable(write.tags)}`]),
        ]),
      ]
    case 'update-policy':
      return [
        ...policyLines(write.policy),
        cmdlet('Set-AzKeyVaultCertificatePolicy', [
          ...on(write),
          '-InputObject (New-AzKeyVaultCertificatePolicy @policy)',
        ]),
      ]
    case 'cancel-operation':
      return [cmdlet('Stop-AzKeyVaultCertificateOperation', [...on(write), '-Force'])]
    case 'delete-operation':
      return [cmdlet('Remove-AzKeyVaultCertificateOperation', [...on(write), '-Force'])]
    case 'delete':
      return [cmdlet('Remove-AzKeyVaultCertificate', [...on(write), '-Force'])]
    case 'recover':
      return [cmdlet('Undo-AzKeyVaultCertificateRemoval', on(write))]
    case 'purge':
      return [cmdlet('Remove-AzKeyVaultCertificate', [...on(write), '-InRemovedState', '-Force'])]
    case 'backup':
      return [
        cmdlet('Backup-AzKeyVaultCertificate', [
          ...on(write),
          `-OutputFile ${powershellString(`${write.name}.backup`)}`,
        ]),
      ]
    case 'restore':
      return [
        cmdlet('Restore-AzKeyVaultCertificate', [
          `-VaultName ${powershellString(write.vault)}`,
          `-InputFile ${powershellString(write.file)}`,
        ]),
      ]
    case 'export-private':
      return exportLines(write)
    case 'set-issuer':
      return issuerLines(write)
    // No cmdlet changes a part of an issuer: see `whyCmdletsCannot`.
    case 'update-issuer':
      return []
    case 'delete-issuer':
      return [
        cmdlet('Remove-AzKeyVaultCertificateIssuer', [
          `-VaultName ${powershellString(write.vault)}`,
          `-Name ${powershellString(write.issuer)}`,
          '-Force',
        ]),
      ]
    case 'set-contacts':
      return contactLines(write)
  }
}

/** Why the cmdlets cannot say it, in a sentence; null when they can. */
function whyCmdletsCannot(write: CertificateWrite): string | null {
  if (write.kind === 'update-issuer') {
    return 'Az PowerShell can only set the whole issuer; this sends the request itself.'
  }
  if (write.kind === 'set-contacts' && write.after.some((one) => one.name || one.phone)) {
    return 'Az PowerShell knows only the address of a contact; this sends the request itself.'
  }
  if (!('policy' in write) || write.kind === 'import') return null
  const { names, lifetimeAction, subject } = write.policy
  const others = [names?.emails, names?.upns, names?.ips, names?.uris]
  if (others.some((list) => list !== undefined && list.length > 0)) {
    return 'Az PowerShell takes DNS names only; this sends the request itself.'
  }
  if (lifetimeAction === null || !(subject || names?.dns?.length)) {
    return 'Az PowerShell cannot make this policy; this sends the request itself.'
  }
  return null
}

function notesOf(write: CertificateWrite): string[] {
  if (write.kind === 'set-issuer' && write.settings.enabled === false) {
    return ['Az PowerShell cannot make a disabled issuer: this one can be used at once.']
  }
  if (write.kind !== 'export-private') return []
  const isPem = write.stored === 'application/x-pem-file'
  if (isPem === (write.format === 'pem')) return []
  return ['The last line needs OpenSSL.']
}

/** https://learn.microsoft.com/powershell/module/az.accounts/invoke-azrestmethod */
function restMethod(write: CertificateWrite, place: Place): string {
  const { method, url, body } = restRequest(write, place)
  const send = (payload: string | null) =>
    cmdlet('Invoke-AzRestMethod', [
      `-Method ${method}`,
      `-Uri ${powershellString(url)}`,
      `-ResourceId ${powershellString(resourceOf(place))}`,
      ...(payload === null ? [] : [`-Payload ${payload}`]),
    ])
  if (write.kind !== 'update-issuer' || write.change.newCredential !== true) {
    return send(body === undefined ? null : jsonWord(body))
  }
  return [
    readCredential(write),
    `$body = ${jsonWord(body)} | ConvertFrom-Json`,
    '$body.credentials.pwd = ConvertFrom-SecureString $credential -AsPlainText',
    send('($body | ConvertTo-Json -Depth 9)'),
  ].join('\n')
}

function readCredential(issuer: Parameters<typeof issuerCredential>[0]): string {
  const prompt = powershellString(issuerCredential(issuer).what)
  return `$credential = Read-Host -AsSecureString -Prompt ${prompt}`
}

function on({ vault, name }: { vault: string; name: string }): string[] {
  return [`-VaultName ${powershellString(vault)}`, `-Name ${powershellString(name)}`]
}

function tagParameter(tags: Tags | undefined): string[] {
  return tags === undefined || Object.keys(tags).length === 0 ? [] : [`-Tag ${hashtable(tags)}`]
}

/** `@{ 'env' = 'prod' }` */
export function hashtable(tags: Tags): string {
  const members = Object.entries(tags).map(
    ([name, value]) => `${powershellString(name)} = ${powershellString(value)}`,
  )
  return members.length === 0 ? '@{}' : `@{ ${members.join('; ')} }`
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/new-azkeyvaultcertificatepolicy */
function policyLines(policy: Policy): string[] {
  const { names, lifetimeAction: action } = policy
  const verb = action?.action === 'AutoRenew' ? 'Renew' : 'Email'
  const members: [string, string | null][] = [
    ['IssuerName', textOrNull(policy.issuer)],
    ['SubjectName', textOrNull(policy.subject)],
    ['DnsName', names?.dns === undefined || names.dns.length === 0 ? null : list(names.dns)],
    ['KeyType', textOrNull(policy.kty)],
    ['KeySize', numberOrNull(policy.size)],
    ['Curve', textOrNull(policy.curve)],
    ['KeyNotExportable', policy.exportable === false ? '$true' : null],
    ['ReuseKeyOnRenewal', policy.reuseKey === true ? '$true' : null],
    ['SecretContentType', textOrNull(policy.contentType)],
    ['KeyUsage', policy.keyUsage?.length ? list(policy.keyUsage.map(keyUsageFlag)) : null],
    ['Ekus', policy.extendedKeyUsage?.length ? list(policy.extendedKeyUsage) : null],
    ['ValidityInMonths', numberOrNull(policy.validityMonths)],
    ['CertificateType', textOrNull(policy.certificateType)],
    [
      'CertificateTransparency',
      policy.certificateTransparency == null ? null : `$${policy.certificateTransparency}`,
    ],
    [`${verb}AtNumberOfDaysBeforeExpiry`, numberOrNull(action?.daysBeforeExpiry)],
    [`${verb}AtPercentageLifetime`, numberOrNull(action?.lifetimePercentage)],
    ['Disabled', policy.enabled === false ? '$true' : null],
  ]
  const width = Math.max(...members.filter(([, value]) => value).map(([name]) => name.length))
  return [
    '$policy = @{',
    ...members.flatMap(([name, value]) =>
      value === null ? [] : [`  ${name.padEnd(width)} = ${value}`],
    ),
    '}',
  ]
}

/** The service writes `cRLSign`, the cmdlet `CrlSign`; the others differ by their first letter. */
function keyUsageFlag(usage: string): string {
  if (usage === 'cRLSign') return 'CrlSign'
  return usage.slice(0, 1).toUpperCase() + usage.slice(1)
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined || text === '' ? null : powershellString(text)
}

function numberOrNull(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

function list(texts: readonly string[]): string {
  return `@(${texts.map(powershellString).join(', ')})`
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/get-azkeyvaultsecret */
function exportLines(write: WriteOf<'export-private'>): string[] {
  const file = powershellString(exportedFile(write))
  const read = cmdlet('$secret = Get-AzKeyVaultSecret', [
    ...on(write),
    `-Version ${powershellString(write.version)}`,
    '-AsPlainText',
  ])
  if (write.stored === 'application/x-pem-file') {
    if (write.format === 'pem') return [read, `Set-Content -Path ${file} -Value $secret -NoNewline`]
    const password = write.protect ? '' : " -passout 'pass:'"
    return [read, `$secret | openssl pkcs12 -export${password} -out ${file}`]
  }
  const whole = `Join-Path $PWD ${file}`
  const bytes = '[Convert]::FromBase64String($secret)'
  if (write.format === 'pem') {
    const pfx = powershellString(exportedFile({ ...write, format: 'pfx' }))
    return [
      read,
      `[IO.File]::WriteAllBytes((Join-Path $PWD ${pfx}), ${bytes})`,
      `openssl pkcs12 -in ${pfx} -passin 'pass:' -nodes -out ${file}`,
    ]
  }
  if (!write.protect) return [read, `[IO.File]::WriteAllBytes((${whole}), ${bytes})`]
  return [
    read,
    "$password = Read-Host -AsSecureString -Prompt 'Password for the file'",
    '$pfx = [System.Security.Cryptography.X509Certificates.X509Certificate2Collection]::new()',
    `$pfx.Import(${bytes}, $null, 'Exportable')`,
    `$protected = $pfx.Export('Pfx', (ConvertFrom-SecureString $password -AsPlainText))`,
    `[IO.File]::WriteAllBytes((${whole}), $protected)`,
  ]
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/set-azkeyvaultcertificateissuer */
function issuerLines({ vault, issuer, settings }: WriteOf<'set-issuer'>): string[] {
  const administrators = (settings.administrators ?? []).map((person) =>
    cmdlet('New-AzKeyVaultCertificateAdministratorDetail', [
      ...parameter('-FirstName', person.firstName),
      ...parameter('-LastName', person.lastName),
      ...parameter('-EmailAddress', person.email),
      ...parameter('-PhoneNumber', person.phone),
    ]),
  )
  return [
    readCredential(settings),
    ...(administrators.length === 0
      ? []
      : ['$administrators = @(', ...administrators.map((line) => `  ${line}`), ')']),
    cmdlet('$organization = New-AzKeyVaultCertificateOrganizationDetail', [
      ...parameter('-Id', settings.organizationId),
      ...(administrators.length === 0 ? [] : ['-AdministratorDetails $administrators']),
    ]),
    cmdlet('Set-AzKeyVaultCertificateIssuer', [
      `-VaultName ${powershellString(vault)}`,
      `-Name ${powershellString(issuer)}`,
      `-IssuerProvider ${powershellString(settings.provider)}`,
      ...parameter('-AccountId', settings.accountId),
      '-ApiKey $credential',
      '-OrganizationDetails $organization',
    ]),
  ]
}

function parameter(name: string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [`${name} ${powershellString(value)}`]
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/add-azkeyvaultcertificatecontact */
function contactLines({ vault, before, after }: WriteOf<'set-contacts'>): string[] {
  const { removed, added } = contactChanges(before, after)
  const change = (verb: string, emails: readonly string[]) =>
    emails.length === 0
      ? []
      : [
          cmdlet(`${verb}-AzKeyVaultCertificateContact`, [
            `-VaultName ${powershellString(vault)}`,
            `-EmailAddress ${emails.map(powershellString).join(', ')}`,
          ]),
        ]
  return [
    ...change(
      'Remove',
      removed.map(({ email }) => email),
    ),
    ...change(
      'Add',
      added.map(({ email }) => email),
    ),
  ]
}
