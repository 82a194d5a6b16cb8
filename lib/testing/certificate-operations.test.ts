import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { officialOperations } from './official-api.ts'
import { isTest, sourceFiles } from './source-files.ts'

/**
 * Every operation of certificates that the service has is on screen, or the README says why it is not. By
 * the operation's official name: the method of the client that sends it, and what the pages use to get there.
 */
const reached: Readonly<Record<string, readonly [method: string, symbol: string]>> = {
  GetCertificates: ['listPropertiesOfCertificates', 'certificatesQuery'],
  GetCertificate: ['getCertificateVersion', 'versionQuery'],
  GetCertificateVersions: ['listPropertiesOfCertificateVersions', 'versionsQuery'],
  CreateCertificate: ['beginCreateCertificate', 'createCertificate'],
  ImportCertificate: ['importCertificate', 'importCertificate'],
  UpdateCertificate: ['updateCertificateProperties', 'updateVersion'],
  UpdateCertificatePolicy: ['updateCertificatePolicy', 'updatePolicy'],
  DeleteCertificate: ['beginDeleteCertificate', 'deleteCertificate'],
  GetDeletedCertificates: ['listDeletedCertificates', 'deletedCertificatesQuery'],
  GetDeletedCertificate: ['getDeletedCertificate', 'nameUseQuery'],
  RecoverDeletedCertificate: ['beginRecoverDeletedCertificate', 'recoverCertificate'],
  PurgeDeletedCertificate: ['purgeDeletedCertificate', 'purgeCertificate'],
  BackupCertificate: ['backupCertificate', 'createBackup'],
  RestoreCertificate: ['restoreCertificateBackup', 'restoreBackup'],
  GetCertificateOperation: ['getCertificateOperation', 'certificateQuery'],
  UpdateCertificateOperation: ['cancelOperation', 'cancelOperation'],
  DeleteCertificateOperation: ['deleteCertificateOperation', 'deleteOperation'],
  MergeCertificate: ['mergeCertificate', 'mergeCertificate'],
  GetCertificateContacts: ['getContacts', 'contactsQuery'],
  SetCertificateContacts: ['setContacts', 'updateContacts'],
  DeleteCertificateContacts: ['deleteContacts', 'updateContacts'],
  GetCertificateIssuers: ['listPropertiesOfIssuers', 'issuersQuery'],
  GetCertificateIssuer: ['getIssuer', 'issuerQuery'],
  SetCertificateIssuer: ['createIssuer', 'createIssuer'],
  UpdateCertificateIssuer: ['updateIssuer', 'updateIssuer'],
  DeleteCertificateIssuer: ['deleteIssuer', 'deleteIssuer'],
}

const heading = '### Deliberately absent'

/** Names in the list of the README, each with its reason. */
function absent(): Map<string, string> {
  const readme = readFileSync('README.md', 'utf8')
  const [, after = ''] = readme.split(`${heading}\n`)
  const [list = ''] = after.split(/^#/m)
  return new Map(
    [...list.matchAll(/^- `(\w+)`: (.+)/gm)].map(([, name = '', reason = '']) => [name, reason]),
  )
}

const files = sourceFiles().filter(({ path }) => !isTest(path))
const gateway = files.filter(({ path }) => path.startsWith('lib/azure/'))
const clients = files.filter(({ path }) => /^lib\/features\/[^/]+\/client\.ts$/.test(path))
const screens = files.filter(({ path }) => /^(components|app)\//.test(path))

it('every operation of the official description is on screen or in the list of the README', () => {
  const official = officialOperations.filter(({ area }) => area === 'certificates')
  const named = [...Object.keys(reached), ...absent().keys()]
  expect(named.toSorted()).toEqual(official.map(({ id }) => id).toSorted())
})

it('each absence has a reason', () => {
  for (const [name, reason] of absent()) expect(reason.length, name).toBeGreaterThan(20)
})

it.each(Object.entries(reached))('%s is sent, and a page leads to it', (_id, [method, symbol]) => {
  expect(gateway.some(({ text }) => text.includes(`.${method}(`))).toBe(true)
  const made = new RegExp(`export (const|function) ${symbol}\\b`)
  expect(clients.some(({ text }) => made.test(text))).toBe(true)
  // Imported and used: once in the list of imports, once at least in the code.
  const uses = screens.filter(({ text }) => text.split(new RegExp(`\\b${symbol}\\b`)).length > 2)
  expect(uses).not.toEqual([])
})
