import type { ApiVersions } from '../call.ts'
import { invalidResourceType } from '../errors.ts'

/**
 * Versions of `Microsoft.Network`, newest first.
 * @see https://learn.microsoft.com/azure/templates/microsoft.network/virtualnetworks
 */
const known = [
  '2025-01-01',
  '2024-10-01',
  '2024-07-01',
  '2024-05-01',
  '2024-03-01',
  '2024-01-01',
  '2023-11-01',
  '2023-09-01',
  '2023-06-01',
  '2023-05-01',
  '2023-04-01',
  '2023-02-01',
  '2022-11-01',
  '2022-09-01',
  '2022-07-01',
  '2022-05-01',
  '2022-01-01',
  '2021-08-01',
  '2021-05-01',
  '2021-03-01',
  '2021-02-01',
  '2020-11-01',
  '2020-08-01',
  '2020-07-01',
  '2020-06-01',
  '2020-05-01',
  '2020-04-01',
  '2020-03-01',
  '2019-12-01',
  '2019-11-01',
  '2019-09-01',
  '2018-11-01',
  '2017-10-01',
  '2015-06-15',
] as const

export const networkProvider: ApiVersions = {
  known,
  refuse: (version) => invalidResourceType('virtualNetworks', 'Microsoft.Network', version),
}
