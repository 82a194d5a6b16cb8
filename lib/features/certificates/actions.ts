'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createCertificate } from './create.ts'
import { createVersion } from './create-version.ts'
import { deleteCertificate } from './delete.ts'
import { importCertificate } from './import.ts'
import { purgeCertificate } from './purge.ts'
import { recoverCertificate } from './recover.ts'
import {
  createCertificateInput,
  createVersionInput,
  deleteCertificateInput,
  importCertificateInput,
  purgeCertificateInput,
  recoverCertificateInput,
  updatePolicyInput,
  updateVersionInput,
} from './schema.ts'
import { updatePolicy } from './update-policy.ts'
import { updateVersion } from './update-version.ts'

export const createCertificateAction = actionFor('SecurityOperations', 'certificates.create')
  .inputSchema(createCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createCertificate(ctx.services, ctx.caller, parsedInput))

export const importCertificateAction = actionFor('SecurityOperations', 'certificates.import')
  .inputSchema(importCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => importCertificate(ctx.services, ctx.caller, parsedInput))

export const updateVersionAction = actionFor('SecurityOperations', 'certificates.update-version')
  .inputSchema(updateVersionInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateVersion(ctx.services, ctx.caller, parsedInput))

export const updatePolicyAction = actionFor('SecurityOperations', 'certificates.update-policy')
  .inputSchema(updatePolicyInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updatePolicy(ctx.services, ctx.caller, parsedInput))

export const createVersionAction = actionFor('SecurityOperations', 'certificates.create-version')
  .inputSchema(createVersionInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createVersion(ctx.services, ctx.caller, parsedInput))

export const deleteCertificateAction = actionFor('SecurityOperations', 'certificates.delete')
  .inputSchema(deleteCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteCertificate(ctx.services, ctx.caller, parsedInput))

export const recoverCertificateAction = actionFor('SecurityOperations', 'certificates.recover')
  .inputSchema(recoverCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => recoverCertificate(ctx.services, ctx.caller, parsedInput))

export const purgeCertificateAction = actionFor('SecurityOperations', 'certificates.purge')
  .inputSchema(purgeCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => purgeCertificate(ctx.services, ctx.caller, parsedInput))
