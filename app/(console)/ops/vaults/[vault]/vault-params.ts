import { notFound } from 'next/navigation'
import { isVaultName } from '#lib/features/vaults/schema.ts'

export type VaultParams = Promise<{ vault: string }>

/** The vault's name from the address; what cannot be one is not found, before anything is asked. */
export async function readVaultName(params: VaultParams): Promise<string> {
  const { vault } = await params
  if (!isVaultName(vault)) notFound()
  return vault
}
