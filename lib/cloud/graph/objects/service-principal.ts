import type { DirectoryApplication } from '../../login/directory.ts'
import { isPublicClient, publisherTenant } from '../../login/public-clients.ts'
import { apiScopesOf, secretsOf } from './application.ts'
import type { EntityType } from './entity.ts'

/** @see https://learn.microsoft.com/graph/api/resources/serviceprincipal#properties */
export function servicePrincipalType(tenantId: string): EntityType<DirectoryApplication> {
  const ofIdentity = (app: DirectoryApplication): boolean => app.kind === 'ManagedIdentity'
  return {
    kind: 'servicePrincipal',
    idOf: (app) => app.objectId,
    shown: {
      deletedDateTime: () => null,
      accountEnabled: () => true,
      alternativeNames: (app) => app.alternativeNames,
      appDisplayName: (app) => (ofIdentity(app) ? null : app.displayName),
      appId: (app) => app.clientId,
      appOwnerOrganizationId: (app) => ownerOf(app, tenantId),
      appRoleAssignmentRequired: () => false,
      description: () => null,
      displayName: (app) => app.displayName,
      homepage: () => null,
      servicePrincipalNames: (app) => [
        app.clientId,
        ...(app.apiScope === null ? [] : [`api://${app.clientId}`]),
      ],
      servicePrincipalType: (app) => app.kind,
      signInAudience: (app) => (ofIdentity(app) ? null : 'AzureADMyOrg'),
      tags: () => [],
      appRoles: () => [],
      oauth2PermissionScopes: apiScopesOf,
      keyCredentials: () => [],
      passwordCredentials: secretsOf,
      replyUrls: (app) => [...app.spaRedirectUris, ...app.webRedirectUris],
    },
    onRequest: {},
  }
}

/** The tenant that the application is registered in; a managed identity is registered nowhere. */
function ownerOf(app: DirectoryApplication, tenantId: string): string | null {
  if (app.kind === 'ManagedIdentity') return null
  return isPublicClient(app) ? publisherTenant : tenantId
}
