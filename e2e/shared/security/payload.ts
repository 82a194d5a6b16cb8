import { credentials } from '../control.ts'
import { application, type RawReply } from '../http-session.ts'

/** Names and facts of the sample that only somebody may see who may read vaults. */
export function payloadWords(): string[] {
  return [
    'contoso-prod',
    'contoso-shared',
    'contoso-iot-lab',
    'petdash-prod',
    'rg-platform',
    'Contoso Production',
    'Contoso Development',
    'grafana-dev',
    'wildcard-dev',
    'payments-mtls',
    'mqtt-broker',
    'partner-edi',
    'www-dev.contoso.example',
    'thumbprint',
    'vault.azure.net',
    ...credentials().subscriptions,
  ]
}

/**
 * The words of `payloadWords` that an answer holds, headers included. Words of the address that was asked
 * for are not counted: whoever asked knew them, and Next.js echoes the address.
 */
export function leaked(reply: RawReply, address = ''): string[] {
  const whole = `${JSON.stringify(reply.headers)}\n${reply.text}`
  return payloadWords().filter((word) => whole.includes(word) && !address.includes(word))
}

/** What no answer may ever hold, with a name for the message of a failing test. */
export function secretPatterns(further: Record<string, string> = {}): [string, RegExp][] {
  const literal = (text: string) => new RegExp(text.replaceAll(/[^\w-]/g, '\\$&'))
  return [
    ['a token', /eyJ[\w-]{16,}\.[\w-]{16,}\./],
    ['a private key in PEM', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[\w+/]{20}/],
    // PKCS#8 of RSA and EC keys in base64: RFC 5958, the algorithm identifiers of RFC 8017 and RFC 5480.
    [
      'a private key in base64',
      /MII[\w+/]{5}ADANBgkqhkiG9w0BAQEFAASC|MIG[\w+/]{3}AgEAM[\w+/]GByqGSM49/,
    ],
    ['a refresh token', /refresh_token["']?\s*[=:]\s*["']?[\w.-]{40}/],
    ['the secret of the console', literal(application('console').clientSecret)],
    ['the secret of the automation', literal(application('automation').clientSecret)],
    ['the control token', literal(credentials().controlToken)],
    ...Object.entries(further).map(([name, text]): [string, RegExp] => [name, literal(text)]),
  ]
}

/** Names of the secrets that a text holds. */
export function secretsIn(text: string, patterns: readonly [string, RegExp][]): string[] {
  return patterns.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
}
