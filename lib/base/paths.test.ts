import { describe, expect, it } from 'vitest'
import { paths, safeReturnPath } from './paths.ts'

describe('paths', () => {
  it('are these', () => {
    const vault = paths.vault('contoso-prod')
    expect({
      ...paths,
      access: [paths.access(), paths.access('0e')],
      deletedVaults: [paths.deletedVaults(), paths.deletedVaults('a b')],
      signIn: [paths.signIn(), paths.signIn({ returnTo: '/ops/vaults?q=a b', reason: 'expired' })],
      vault: {
        ...vault,
        certificate: vault.certificate('www'),
        certificateVersion: vault.certificateVersion('www', '0a'),
        certificatePolicy: vault.certificatePolicy('www'),
        editPolicy: vault.editPolicy('www'),
        editAccess: vault.editAccess('0e'),
        set: [vault.set('purge-protection'), vault.set('selected')],
        effectiveAccess: [vault.effectiveAccess(), vault.effectiveAccess('www')],
        objectAccess: vault.objectAccess('secrets/database'),
        compareVersions: [
          vault.compareVersions('www'),
          vault.compareVersions('www', { from: '0a', to: '0b' }),
        ],
      },
    }).toMatchInlineSnapshot(`
      {
        "access": [
          "/ops/access",
          "/ops/access?principal=0e",
        ],
        "audit": "/audit",
        "certificates": "/ops/certificates",
        "deleted": "/ops/deleted",
        "deletedVaults": [
          "/ops/vaults/deleted",
          "/ops/vaults/deleted?q=a+b",
        ],
        "dev": "/dev",
        "home": "/",
        "mails": [Function],
        "newVault": "/ops/vaults/new",
        "ops": "/ops",
        "pending": "/ops/pending",
        "signIn": [
          "/sign-in",
          "/sign-in?return=%2Fops%2Fvaults%3Fq%3Da+b&reason=expired",
        ],
        "vault": {
          "access": "/ops/vaults/contoso-prod/access",
          "caProfile": [Function],
          "certificate": "/ops/vaults/contoso-prod/certificates/www",
          "certificatePolicy": "/ops/vaults/contoso-prod/certificates/www/policy",
          "certificateVersion": "/ops/vaults/contoso-prod/certificates/www/0a",
          "certificates": "/ops/vaults/contoso-prod/certificates",
          "checks": "/ops/vaults/contoso-prod/checks",
          "compareVersions": [
            "/ops/vaults/contoso-prod/certificates/www/compare",
            "/ops/vaults/contoso-prod/certificates/www/compare?from=0a&to=0b",
          ],
          "deleted": "/ops/vaults/contoso-prod/deleted",
          "editAccess": "/ops/vaults/contoso-prod/access?edit=0e",
          "editContacts": "/ops/vaults/contoso-prod/issuers?edit=contacts",
          "editPolicy": "/ops/vaults/contoso-prod/certificates/www/policy?edit",
          "effectiveAccess": [
            "/ops/vaults/contoso-prod/access/effective",
            "/ops/vaults/contoso-prod/access/effective?certificate=www",
          ],
          "importCertificate": "/ops/vaults/contoso-prod/certificates/import",
          "issuer": [Function],
          "issuers": "/ops/vaults/contoso-prod/issuers",
          "mergeCertificate": [Function],
          "migrate": "/ops/vaults/contoso-prod/access/migrate",
          "network": "/ops/vaults/contoso-prod/network",
          "newCertificate": "/ops/vaults/contoso-prod/certificates/new",
          "newIssuer": [Function],
          "objectAccess": "/ops/vaults/contoso-prod/access/effective?object=secrets%2Fdatabase",
          "roles": "/ops/vaults/contoso-prod/roles",
          "root": "/ops/vaults/contoso-prod",
          "set": [
            "/ops/vaults/contoso-prod/settings?set=purge-protection",
            "/ops/vaults/contoso-prod/network?set=selected",
          ],
          "settings": "/ops/vaults/contoso-prod/settings",
        },
        "vaults": "/ops/vaults",
      }
    `)
  })

  it('escape what they are given', () => {
    expect(paths.vault('a/../b').certificates).toBe('/ops/vaults/a%2F..%2Fb/certificates')
  })
})

describe('safeReturnPath', () => {
  it.each(['/', '/ops', '/ops/vaults?q=a%20b#x', '/ops/vaults/contoso-prod/certificates/www'])(
    'keeps %s',
    (path) => expect(safeReturnPath(path)).toBe(path),
  )

  it.each([
    null,
    undefined,
    '',
    'ops',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    'https://evil.example/ops',
    'javascript:alert(1)',
    '/sign-in?return=/ops',
    '/api/session',
    '/embedded/login/x',
    `/${'a'.repeat(2000)}`,
  ])('refuses %s', (path) => expect(safeReturnPath(path)).toBe('/'))
})
