import type { DirectoryUser } from '../../login/directory.ts'
import type { EntityType } from './entity.ts'

/** @see https://learn.microsoft.com/graph/api/resources/user#properties */
export const userType: EntityType<DirectoryUser> = {
  kind: 'user',
  idOf: (user) => user.objectId,
  shown: {
    businessPhones: () => [],
    displayName: (user) => user.displayName,
    givenName: (user) => user.profile.givenName ?? null,
    jobTitle: (user) => user.profile.jobTitle ?? null,
    mail: (user) => user.userPrincipalName,
    mobilePhone: () => null,
    officeLocation: (user) => user.profile.officeLocation ?? null,
    preferredLanguage: () => null,
    surname: (user) => user.profile.surname ?? null,
    userPrincipalName: (user) => user.userPrincipalName,
  },
  onRequest: {
    accountEnabled: () => true,
    department: (user) => user.profile.department ?? null,
    mailNickname: (user) => user.userPrincipalName.split('@')[0] ?? '',
    otherMails: () => [],
    proxyAddresses: (user) => [`SMTP:${user.userPrincipalName}`],
    userType: () => 'Member',
  },
}
