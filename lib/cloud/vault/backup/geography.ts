import { normalLocation } from '../../arm/locations.ts'

/**
 * Regions by the geography that keeps their data; a backup does not leave it.
 * @see https://learn.microsoft.com/azure/reliability/regions-list
 */
const geographies: Readonly<Record<string, readonly string[]>> = {
  'United States': [
    'eastus',
    'eastus2',
    'centralus',
    'northcentralus',
    'southcentralus',
    'westcentralus',
    'westus',
    'westus2',
    'westus3',
  ],
  Canada: ['canadacentral', 'canadaeast'],
  Brazil: ['brazilsouth'],
  Europe: ['northeurope', 'westeurope'],
  'United Kingdom': ['uksouth', 'ukwest'],
  France: ['francecentral'],
  Germany: ['germanywestcentral'],
  Italy: ['italynorth'],
  Norway: ['norwayeast'],
  Poland: ['polandcentral'],
  Spain: ['spaincentral'],
  Sweden: ['swedencentral'],
  Switzerland: ['switzerlandnorth'],
  'United Arab Emirates': ['uaenorth'],
  'South Africa': ['southafricanorth'],
  India: ['centralindia'],
  'Asia Pacific': ['eastasia', 'southeastasia'],
  Japan: ['japaneast', 'japanwest'],
  Korea: ['koreacentral'],
  Australia: ['australiaeast', 'australiasoutheast'],
}

/** The geography of a vault's location. A region outside the table is one of its own. */
export function geographyOf(location: string): string {
  const region = normalLocation(location)
  for (const [geography, regions] of Object.entries(geographies)) {
    if (regions.includes(region)) return geography
  }
  return region
}
