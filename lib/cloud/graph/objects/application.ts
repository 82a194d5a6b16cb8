import type { DirectoryApplication } from '../../login/directory.ts'
import { stableGuid } from '../../stable-guid.ts'
import type { EntityType } from './entity.ts'

/**
 * The registration behind a service principal; managed identities have none. Its object id is another
 * than the service principal's, and follows from the client id.
 * @see https://learn.microsoft.com/graph/api/resources/application#properties
 */
export function applicationType(domain: string): EntityType<DirectoryApplication> {
  return {
    kind: 'application',
    idOf: (app) => registrationIdOf(app.clientId),
    shown: {
      deletedDateTime: () => null,
      appId: (app) => app.clientId,
      description: () => null,
      displayName: (app) => app.displayName,
      identifierUris: (app) => (app.apiScope === null ? [] : [`api://${app.clientId}`]),
      publisherDomain: () => domain,
      signInAudience: () => 'AzureADMyOrg',
      tags: () => [],
      appRoles: () => [],
      keyCredentials: () => [],
      passwordCredentials: secretsOf,
      requiredResourceAccess: () => [],
      api: (app) => ({ oauth2PermissionScopes: apiScopesOf(app) }),
      spa: (app) => ({ redirectUris: app.spaRedirectUris }),
      web: (app) => ({ homePageUrl: null, logoutUrl: null, redirectUris: app.webRedirectUris }),
    },
    onRequest: {},
  }
}

export function registrationIdOf(clientId: string): string {
  return stableGuid(clientId, 'registration')
}

/** That there is a secret, never what it is: the value is gone once it was given out. */
export function secretsOf(app: DirectoryApplication): object[] {
  if (!app.hasSecret) return []
  return [
    {
      displayName: 'client secret',
      keyId: stableGuid(app.clientId, 'secret'),
      hint: null,
      secretText: null,
      startDateTime: null,
      endDateTime: null,
    },
  ]
}

export function apiScopesOf(app: DirectoryApplication): object[] {
  if (app.apiScope === null) return []
  const id = stableGuid(app.clientId, `scope ${app.apiScope}`)
  return [{ id, isEnabled: true, type: 'User', value: app.apiScope }]
}
