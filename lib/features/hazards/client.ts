import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import { certificateUrls } from '../certificates/client.ts'
import type { FleetHazards, RenewalHazards } from './schema.ts'

/** Of all vaults: those certificates that end first. */
export const hazardsQuery = () =>
  queryOptions({
    queryKey: ['renewal-hazards'],
    queryFn: ({ signal }) => getJson<FleetHazards>('/api/renewal-hazards', signal),
  })

/** Of one certificate; asked for again whenever the certificates of its vault are. */
export const certificateHazardsQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['certificates', vault, 'one', name, 'hazards'],
    queryFn: ({ signal }) =>
      getJson<RenewalHazards>(`${certificateUrls.get(vault, name)}/hazards`, signal),
  })
