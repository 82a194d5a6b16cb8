/** How an operation that is not played refuses. */
export interface Refusal {
  status: number
  code: string
  /** The words by which DIVERGENCES.md names it. */
  named: string
}

const onPools: Refusal = { status: 501, code: 'NotImplemented', named: 'managed HSMs' }

/** Operations of the official descriptions that this cloud does not play. */
export const notPlayed: ReadonlyMap<string, Refusal> = new Map([
  ['GetKeyAttestation', { status: 400, code: 'BadParameter', named: 'attestation' }],
  ['securewrapkey', { status: 400, code: 'BadParameter', named: 'securewrapkey' }],
  ['secureunwrapkey', { status: 400, code: 'BadParameter', named: 'secureunwrapkey' }],
  ['ManagedHsms_CheckMhsmNameAvailability', onPools],
  ['ManagedHsms_ListDeleted', onPools],
  ['ManagedHsms_GetDeleted', onPools],
  ['ManagedHsms_PurgeDeleted', onPools],
  ['ManagedHsms_ListBySubscription', onPools],
  ['ManagedHsms_ListByResourceGroup', onPools],
  ['ManagedHsms_Get', onPools],
  ['ManagedHsms_CreateOrUpdate', onPools],
  ['ManagedHsms_Update', onPools],
  ['ManagedHsms_Delete', onPools],
  ['ManagedHsmKeys_List', onPools],
  ['ManagedHsmKeys_Get', onPools],
  ['ManagedHsmKeys_CreateIfNotExist', onPools],
  ['ManagedHsmKeys_ListVersions', onPools],
  ['ManagedHsmKeys_GetVersion', onPools],
  ['MHSMPrivateEndpointConnections_ListByResource', onPools],
  ['MHSMPrivateEndpointConnections_Get', onPools],
  ['MHSMPrivateEndpointConnections_Put', onPools],
  ['MHSMPrivateEndpointConnections_Delete', onPools],
  ['MHSMPrivateLinkResources_ListByMHSMResource', onPools],
  ['MHSMRegions_ListByResource', onPools],
])
