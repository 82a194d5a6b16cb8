import type { JsonObject } from '../vault/json.ts'
import { optionalText } from './body.ts'
import { ArmError } from './errors.ts'

/** Regions of the public cloud: name, display name, geography group. */
const regions = [
  ['eastus', 'East US', 'US'],
  ['eastus2', 'East US 2', 'US'],
  ['centralus', 'Central US', 'US'],
  ['northcentralus', 'North Central US', 'US'],
  ['southcentralus', 'South Central US', 'US'],
  ['westcentralus', 'West Central US', 'US'],
  ['westus', 'West US', 'US'],
  ['westus2', 'West US 2', 'US'],
  ['westus3', 'West US 3', 'US'],
  ['canadacentral', 'Canada Central', 'Canada'],
  ['canadaeast', 'Canada East', 'Canada'],
  ['brazilsouth', 'Brazil South', 'South America'],
  ['northeurope', 'North Europe', 'Europe'],
  ['westeurope', 'West Europe', 'Europe'],
  ['uksouth', 'UK South', 'Europe'],
  ['ukwest', 'UK West', 'Europe'],
  ['francecentral', 'France Central', 'Europe'],
  ['germanywestcentral', 'Germany West Central', 'Europe'],
  ['italynorth', 'Italy North', 'Europe'],
  ['norwayeast', 'Norway East', 'Europe'],
  ['polandcentral', 'Poland Central', 'Europe'],
  ['spaincentral', 'Spain Central', 'Europe'],
  ['swedencentral', 'Sweden Central', 'Europe'],
  ['switzerlandnorth', 'Switzerland North', 'Europe'],
  ['uaenorth', 'UAE North', 'Middle East'],
  ['southafricanorth', 'South Africa North', 'Africa'],
  ['centralindia', 'Central India', 'Asia Pacific'],
  ['eastasia', 'East Asia', 'Asia Pacific'],
  ['southeastasia', 'Southeast Asia', 'Asia Pacific'],
  ['japaneast', 'Japan East', 'Asia Pacific'],
  ['japanwest', 'Japan West', 'Asia Pacific'],
  ['koreacentral', 'Korea Central', 'Asia Pacific'],
  ['australiaeast', 'Australia East', 'Asia Pacific'],
  ['australiasoutheast', 'Australia Southeast', 'Asia Pacific'],
] as const

/** The regions in the form of `…/locations`, less the id. */
export const locations = regions.map(([name, displayName, geography]) => ({
  name,
  type: 'Region',
  displayName,
  regionalDisplayName: `(${geography}) ${displayName}`,
}))

/** `West Europe` and `WestEurope` are `westeurope`. */
export function normalLocation(location: string): string {
  return location.toLowerCase().replaceAll(' ', '')
}

/**
 * The member `location` of a resource to be made or replaced, in its normal form.
 * @throws ArmError when it is absent, or no region
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-type-unavailable-region
 */
export function readLocation(body: JsonObject, type: string): string {
  const given = optionalText(body, 'location')
  if (given === undefined || given === '') {
    throw new ArmError(
      400,
      'LocationRequired',
      'The location property is required for this definition.',
    )
  }
  const location = normalLocation(given)
  if (!regions.some(([name]) => name === location)) {
    throw new ArmError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${given}' is not available for resource type '${type}'. List of ` +
        `available regions for the resource type is '${regions.map(([name]) => name).join(',')}'.`,
    )
  }
  return location
}

/** A resource stays where it was made. */
export function requireSameLocation(
  existing: { name: string; location: string; resourceGroup: string },
  location: string,
): void {
  if (existing.location === location) return
  throw new ArmError(
    409,
    'InvalidResourceLocation',
    `The resource '${existing.name}' already exists in location '${existing.location}' in resource ` +
      `group '${existing.resourceGroup}'. A resource with the same name cannot be created in ` +
      `location '${location}'. Please select a new resource name.`,
  )
}
