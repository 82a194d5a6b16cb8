import type { Db } from '../../store/store.ts'
import type { Operation, Outcome, VaultCall } from '../call.ts'
import { invalidProperty, issuerNotFound } from '../errors.ts'
import { checkName, keyOf } from '../identifiers.ts'
import { pageBody, readPage } from '../paging.ts'
import {
  findIssuer,
  type IssuerRow,
  listIssuers,
  openIssuerPassword,
  putIssuer,
  removeIssuer,
} from '../rows/issuers.ts'
import { checkIssuerName, issuerBody, issuerId, readIssuerParts } from './issuer-parts.ts'
import { mayDeleteIssuers, mayGetIssuers, mayListIssuers, maySetIssuers } from './rights.ts'

const path = '/certificates/issuers/:issuer'

export const listIssuersOperation: Operation = {
  name: 'CertificateIssuersList',
  method: 'GET',
  path: '/certificates/issuers',
  right: mayListIssuers,
  prepare(call) {
    const page = readPage(call.query)
    return (db) => {
      const range = { after: page.after, limit: page.limit + 1 }
      const body = pageBody(listIssuers(db, call.vault.key, range), {
        page,
        url: { base: call.base, path: '/certificates/issuers', query: call.query },
        keyOf: (issuer) => issuer.name,
        item: (issuer) => ({ id: issuerId(issuer, call.base), provider: issuer.provider }),
      })
      return { status: 200, body }
    }
  },
}

export const getIssuer: Operation = {
  name: 'CertificateIssuerGet',
  method: 'GET',
  path,
  right: mayGetIssuers,
  prepare(call) {
    const name = issuerNameOf(call)
    return (db) => answer(call, existing(db, call, name))
  },
}

/** Makes the issuer, or replaces it as a whole; its creation time stays. */
export const setIssuer: Operation = {
  name: 'CertificateIssuerSet',
  method: 'PUT',
  path,
  right: maySetIssuers,
  prepare(call) {
    const name = issuerNameOf(call)
    checkIssuerName(name)
    const { provider, ...parts } = readIssuerParts(call.body)
    if (provider === undefined) throw invalidProperty()
    return (db) => {
      const before = findIssuer(db, call.vault.key, name)
      const issuer: IssuerRow = {
        vault: call.vault.key,
        name: keyOf(name),
        display: before?.display ?? name,
        provider,
        accountId: parts.accountId ?? null,
        organization: parts.organization ?? null,
        administrators: parts.administrators ?? null,
        enabled: parts.enabled ?? true,
        created: before?.created ?? call.now,
        updated: call.now,
      }
      putIssuer(db, issuer, parts.password ?? null)
      return answer(call, issuer)
    }
  },
}

/** Merges the given members; the list of administrators is one member. */
export const updateIssuer: Operation = {
  name: 'CertificateIssuerUpdate',
  method: 'PATCH',
  path,
  right: maySetIssuers,
  prepare(call) {
    const name = issuerNameOf(call)
    const { password, organization, ...parts } = readIssuerParts(call.body)
    return (db) => {
      const before = existing(db, call, name)
      const issuer: IssuerRow = {
        ...before,
        ...parts,
        organization: organization
          ? { ...before.organization, ...organization }
          : before.organization,
        updated: call.now,
      }
      putIssuer(db, issuer, password ?? openIssuerPassword(db, before))
      return answer(call, issuer)
    }
  },
}

/** Removes the issuer. Policies that name it stay as they are, and cannot issue any more. */
export const deleteIssuer: Operation = {
  name: 'CertificateIssuerDelete',
  method: 'DELETE',
  path,
  right: mayDeleteIssuers,
  prepare(call) {
    const name = issuerNameOf(call)
    return (db) => {
      const issuer = existing(db, call, name)
      removeIssuer(db, issuer)
      return answer(call, issuer)
    }
  },
}

function issuerNameOf(call: VaultCall): string {
  return checkName(call.path.issuer ?? '')
}

function existing(db: Db, call: VaultCall, name: string): IssuerRow {
  const issuer = findIssuer(db, call.vault.key, name)
  if (!issuer) throw issuerNotFound()
  return issuer
}

function answer(call: VaultCall, issuer: IssuerRow): Outcome {
  const body = issuerBody(issuer, call.base, { zip: !call.apiVersion.atLeast('7.1') })
  return {
    status: 200,
    body,
    audit: { certificateIssuerProperties: { provider: issuer.provider, enabled: issuer.enabled } },
  }
}
