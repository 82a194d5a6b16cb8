import type { AccessPolicyEntry } from '../arm/vaults/vault-record.ts'

type Permissions = AccessPolicyEntry['permissions']

const everyCertificateRight = [
  'get',
  'list',
  'delete',
  'create',
  'import',
  'update',
  'managecontacts',
  'getissuers',
  'listissuers',
  'setissuers',
  'deleteissuers',
  'manageissuers',
  'recover',
  'purge',
  'backup',
  'restore',
]

const everyKeyRight = [
  'get',
  'list',
  'create',
  'update',
  'import',
  'delete',
  'backup',
  'restore',
  'recover',
  'purge',
  'encrypt',
  'decrypt',
  'wrapKey',
  'unwrapKey',
  'sign',
  'verify',
  'release',
  'rotate',
  'getrotationpolicy',
  'setrotationpolicy',
]

const everySecretRight = ['get', 'list', 'set', 'delete', 'backup', 'restore', 'recover', 'purge']

/** All that a person may hold, spelled out as the portal's "Select all" does. */
export const everything: Permissions = {
  keys: everyKeyRight,
  secrets: everySecretRight,
  certificates: everyCertificateRight,
}

/** What scripts write: one word for every right, storage included. Far more than any application needs. */
export const wideOpen: Permissions = {
  keys: ['all'],
  secrets: ['all'],
  certificates: ['all'],
  storage: ['all'],
}

/** Names, dates and policies, no value: for auditors. */
export const inspect: Permissions = {
  keys: ['get', 'list', 'getrotationpolicy'],
  secrets: ['list'],
  certificates: ['get', 'list', 'getissuers', 'listissuers'],
}

/** See certificates, and ask nobody for their keys. */
export const seeCertificates: Permissions = { certificates: ['get', 'list'] }

/** An application that serves a certificate reads it as a secret, with its key. */
export const serveCertificate: Permissions = { secrets: ['get'], certificates: ['get'] }

/** A pipeline that brings certificates in and sets application secrets. */
export const deploy: Permissions = {
  secrets: ['get', 'list', 'set'],
  certificates: ['get', 'list', 'import'],
}
