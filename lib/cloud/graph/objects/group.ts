import type { DirectoryGroup } from '../../login/directory.ts'
import type { EntityType } from './entity.ts'

/** All groups here are security groups. @see https://learn.microsoft.com/graph/api/resources/group#properties */
export const groupType: EntityType<DirectoryGroup> = {
  kind: 'group',
  idOf: (group) => group.objectId,
  shown: {
    deletedDateTime: () => null,
    classification: () => null,
    description: (group) => group.description,
    displayName: (group) => group.displayName,
    groupTypes: () => [],
    mail: () => null,
    mailEnabled: () => false,
    mailNickname: (group) => group.displayName.replaceAll(/[^A-Za-z0-9]/g, ''),
    securityEnabled: () => true,
    isAssignableToRole: () => null,
    membershipRule: () => null,
    onPremisesSyncEnabled: () => null,
    proxyAddresses: () => [],
    visibility: () => null,
  },
  onRequest: {},
}
