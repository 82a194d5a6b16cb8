import type { Operation } from './call.ts'
import { backupCertificate, restoreCertificate } from './certificates/backup.ts'
import { deleteContacts, getContacts, setContacts } from './certificates/contacts.ts'
import { createCertificateOperation } from './certificates/create.ts'
import { deleteCertificate } from './certificates/delete.ts'
import {
  getDeletedCertificate,
  listDeletedCertificates,
  purgeDeletedCertificate,
  recoverDeletedCertificate,
} from './certificates/deleted.ts'
import { getCertificate, getCertificateVersion } from './certificates/get.ts'
import { importCertificate } from './certificates/import.ts'
import {
  deleteIssuer,
  getIssuer,
  listIssuersOperation,
  setIssuer,
  updateIssuer,
} from './certificates/issuers.ts'
import { listCertificatesOperation } from './certificates/list.ts'
import { listCertificateVersions } from './certificates/list-versions.ts'
import { mergeCertificate } from './certificates/merge.ts'
import { deletePending, getPending, updatePending } from './certificates/pending.ts'
import { getPolicy, updatePolicy } from './certificates/policy.ts'
import { updateCertificate, updateCertificateVersion } from './certificates/update.ts'
import { backupKey, restoreKey } from './keys/backup.ts'
import { createKey } from './keys/create.ts'
import {
  decryptOperations,
  encryptOperations,
  unwrapOperations,
  wrapOperations,
} from './keys/crypto/encrypt.ts'
import { signOperations, verifyOperations } from './keys/crypto/sign.ts'
import { deleteKey, getDeletedKey, purgeDeletedKey, recoverDeletedKey } from './keys/deleted.ts'
import { importKey } from './keys/import.ts'
import { getRandomBytes } from './keys/random-bytes.ts'
import {
  getKey,
  getKeyVersion,
  listDeletedKeys,
  listKeys,
  listKeyVersionsOperation,
} from './keys/read.ts'
import { releaseOperations } from './keys/release/release.ts'
import { rotateKey } from './keys/rotate.ts'
import { getRotationPolicy, setRotationPolicy } from './keys/rotation-policy-operations.ts'
import { updateKey, updateKeyVersionOperation } from './keys/update.ts'
import { backupSecret, restoreSecret } from './secrets/backup.ts'
import {
  deleteSecret,
  getDeletedSecret,
  purgeDeletedSecret,
  recoverDeletedSecret,
} from './secrets/deleted.ts'
import { getSecret, getSecretVersion } from './secrets/get.ts'
import { listDeletedSecrets, listSecrets, listSecretVersionsOperation } from './secrets/list.ts'
import { setSecret } from './secrets/set.ts'
import { updateSecret, updateSecretVersionOperation } from './secrets/update.ts'

/** The data plane. The first line that fits wins: words such as `pending` stand before variables. */
export const operations: readonly Operation[] = [
  getContacts,
  setContacts,
  deleteContacts,
  listIssuersOperation,
  getIssuer,
  setIssuer,
  updateIssuer,
  deleteIssuer,
  restoreCertificate,
  backupCertificate,
  listCertificatesOperation,
  getCertificate,
  listCertificateVersions,
  getPolicy,
  getPending,
  getCertificateVersion,
  createCertificateOperation,
  importCertificate,
  mergeCertificate,
  updatePolicy,
  updatePending,
  updateCertificate,
  updateCertificateVersion,
  deletePending,
  deleteCertificate,
  listDeletedCertificates,
  getDeletedCertificate,
  recoverDeletedCertificate,
  purgeDeletedCertificate,
  listKeys,
  getKey,
  listKeyVersionsOperation,
  getRotationPolicy,
  getKeyVersion,
  createKey,
  importKey,
  updateKey,
  updateKeyVersionOperation,
  rotateKey,
  setRotationPolicy,
  ...signOperations,
  ...verifyOperations,
  ...encryptOperations,
  ...decryptOperations,
  ...wrapOperations,
  ...unwrapOperations,
  ...releaseOperations,
  getRandomBytes,
  deleteKey,
  listDeletedKeys,
  getDeletedKey,
  recoverDeletedKey,
  purgeDeletedKey,
  backupKey,
  restoreKey,
  listSecrets,
  getSecret,
  listSecretVersionsOperation,
  getSecretVersion,
  setSecret,
  updateSecret,
  updateSecretVersionOperation,
  deleteSecret,
  listDeletedSecrets,
  getDeletedSecret,
  recoverDeletedSecret,
  purgeDeletedSecret,
  backupSecret,
  restoreSecret,
]
