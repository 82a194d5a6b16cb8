import { redirect } from 'next/navigation'
import { paths } from '#lib/base/paths.ts'
import { openView } from '../../../open-view.ts'
import { readVaultName, type VaultParams } from './vault-params.ts'

/** A vault opens on its certificates. */
export default async function VaultPage({ params }: { params: VaultParams }) {
  await openView('ops')
  redirect(paths.vault(await readVaultName(params)).certificates)
}
