import { type Access, anyRole, ops } from './access-table.ts'

export interface PageEntry {
  readonly path: string
  readonly access: Access
  /** 307 where a page only leads on. */
  readonly answer?: number
}

const vault = '/ops/vaults/contoso-dev'

/** Pages, by the path that the build gives them. */
export const pages: Readonly<Record<string, PageEntry>> = {
  '/': { path: '/', access: anyRole, answer: 307 },
  '/sign-in': { path: '/sign-in', access: 'everybody' },
  '/_not-found': { path: '/nowhere', access: 'everybody', answer: 404 },
  '/ops': { path: '/ops', access: ops },
  '/ops/access': { path: '/ops/access', access: ops },
  '/ops/certificates': { path: '/ops/certificates', access: ops },
  '/ops/deleted': { path: '/ops/deleted', access: ops },
  '/ops/pending': { path: '/ops/pending', access: ops },
  '/ops/mails': { path: '/ops/mails', access: ops },
  '/ops/vaults': { path: '/ops/vaults', access: ops },
  '/ops/vaults/deleted': { path: '/ops/vaults/deleted', access: ops },
  '/ops/vaults/new': { path: '/ops/vaults/new', access: ops },
  '/ops/vaults/[vault]': { path: vault, access: ops, answer: 307 },
  '/ops/vaults/[vault]/access': { path: `${vault}/access`, access: ops },
  '/ops/vaults/[vault]/access/effective': { path: `${vault}/access/effective`, access: ops },
  '/ops/vaults/[vault]/access/migrate': { path: `${vault}/access/migrate`, access: ops },
  '/ops/vaults/[vault]/checks': { path: `${vault}/checks`, access: ops },
  '/ops/vaults/[vault]/roles': { path: `${vault}/roles`, access: ops },
  '/ops/vaults/[vault]/settings': { path: `${vault}/settings`, access: ops },
  '/ops/vaults/[vault]/network': { path: `${vault}/network`, access: ops },
  '/ops/vaults/[vault]/deleted': { path: `${vault}/deleted`, access: ops },
  '/ops/vaults/[vault]/issuers': { path: `${vault}/issuers`, access: ops },
  '/ops/vaults/[vault]/issuers/new': { path: `${vault}/issuers/new`, access: ops },
  '/ops/vaults/[vault]/issuers/[issuer]': { path: `${vault}/issuers/DigiCert`, access: ops },
  '/ops/vaults/[vault]/issuers/profiles/[profile]': {
    path: `${vault}/issuers/profiles/d-trust`,
    access: ops,
  },
  '/ops/vaults/[vault]/certificates': { path: `${vault}/certificates`, access: ops },
  '/ops/vaults/[vault]/certificates/new': { path: `${vault}/certificates/new`, access: ops },
  '/ops/vaults/[vault]/certificates/import': { path: `${vault}/certificates/import`, access: ops },
  '/ops/vaults/[vault]/certificates/[name]': {
    path: `${vault}/certificates/www-dev`,
    access: ops,
  },
  '/ops/vaults/[vault]/certificates/[name]/policy': {
    path: `${vault}/certificates/www-dev/policy`,
    access: ops,
  },
  '/ops/vaults/[vault]/certificates/[name]/compare': {
    path: `${vault}/certificates/www-dev/compare?to={version}`,
    access: ops,
  },
  '/ops/vaults/[vault]/certificates/[name]/merge': {
    path: `${vault}/certificates/www-dev/merge`,
    access: ops,
  },
  '/ops/vaults/[vault]/certificates/[name]/[version]': {
    path: `${vault}/certificates/www-dev/{version}`,
    access: ops,
  },
  '/dev': { path: '/dev', access: ['Developer'] },
  '/audit': { path: '/audit', access: ['Auditor'] },
}
