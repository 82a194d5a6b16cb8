import type { ApiVersions } from './call.ts'
import { ArmError, invalidResourceType } from './errors.ts'

/**
 * Versions of `Microsoft.KeyVault`, newest first.
 * @see https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults
 */
export const keyVaultVersions = [
  '2026-02-01',
  '2025-05-01',
  '2024-12-01-preview',
  '2024-11-01',
  '2024-04-01-preview',
  '2023-07-01',
  '2023-02-01',
  '2022-11-01',
  '2022-07-01',
  '2022-02-01-preview',
  '2021-11-01-preview',
  '2021-10-01',
  '2021-06-01-preview',
  '2021-04-01-preview',
  '2020-04-01-preview',
  '2019-09-01',
  '2018-02-14',
  '2018-02-14-preview',
  '2016-10-01',
  '2015-06-01',
] as const

/** Versions of the resource manager's own operations, newest first. */
const resourceManagerVersions = [
  '2025-04-01',
  '2025-03-01',
  '2024-11-01',
  '2024-07-01',
  '2024-03-01',
  '2023-07-01',
  '2022-12-01',
  '2022-09-01',
  '2022-06-01',
  '2022-05-01',
  '2022-01-01',
  '2021-04-01',
  '2021-01-01',
  '2020-10-01',
  '2020-08-01',
  '2020-06-01',
  '2020-05-01',
  '2020-01-01',
  '2019-11-01',
  '2019-10-01',
  '2019-08-01',
  '2019-07-01',
  '2019-06-01',
  '2019-05-10',
  '2019-05-01',
  '2019-03-01',
  '2018-11-01',
  '2018-09-01',
  '2018-05-01',
  '2018-02-01',
  '2018-01-01',
  '2017-05-10',
  '2017-03-01',
  '2016-09-01',
  '2016-06-01',
  '2016-02-01',
  '2015-11-01',
  '2015-01-01',
  '2014-04-01',
] as const

export const resourceManager: ApiVersions = {
  known: resourceManagerVersions,
  refuse: (version) =>
    new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are ` +
        `'${resourceManagerVersions.join(',')}'.`,
    ),
}

export const keyVaultProvider: ApiVersions = {
  known: keyVaultVersions,
  refuse: (version) => invalidResourceType('vaults', 'Microsoft.KeyVault', version),
}

/** Versions of `Microsoft.Authorization`: assignments, definitions, permissions and deny assignments. */
const authorizationVersions = [
  '2023-07-01-preview',
  '2022-05-01-preview',
  '2022-04-01',
  '2021-04-01-preview',
  '2020-10-01-preview',
  '2020-10-01',
  '2020-08-01-preview',
  '2020-04-01-preview',
  '2020-03-01-preview',
  '2019-08-01-preview',
  '2019-04-01-preview',
  '2018-09-01-preview',
  '2018-07-01',
  '2018-07-01-preview',
  '2018-05-01-preview',
  '2018-01-01',
  '2018-01-01-preview',
  '2017-10-01-preview',
  '2017-09-01',
  '2016-07-01',
  '2015-07-01',
  '2015-06-01',
] as const

export const authorizationProvider: ApiVersions = {
  known: authorizationVersions,
  refuse: (version) =>
    new ArmError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${version}' is invalid. The supported versions are ` +
        `'${authorizationVersions.join(',')}'.`,
    ),
}
