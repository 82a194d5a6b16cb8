/** A Microsoft service that the exception lets in, and the one purpose that it is let in for. */
export interface TrustedService {
  readonly name: string
  readonly purpose: string
}

export const trustedServicesSource =
  'https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints#trusted-services'

const ownKey = 'Encryption with a customer-managed key'

/** The whole list, as documented in May 2026. Whatever is not on it needs a rule or a private endpoint. */
export const trustedServices: readonly TrustedService[] = [
  ['API Management', 'Certificates of custom domains'],
  ['App Service', 'Deploying a web app’s certificate; not the app itself'],
  ['Application Gateway', 'Certificates of HTTPS listeners'],
  ['Backup', 'Keys and secrets of virtual machines in backup and restore'],
  ['Batch', `${ownKey}; accounts in user subscription mode`],
  ['Bot Service', ownKey],
  ['CDN', 'Certificates of custom domains'],
  ['Container Registry', ownKey],
  ['Data Factory', 'Credentials of data stores'],
  ['Data Lake Store', ownKey],
  ['Data Manager for Agriculture', 'Licence keys of your own'],
  ['Database for MySQL', `${ownKey}, single and flexible server`],
  ['Database for PostgreSQL', `${ownKey}, single and flexible server`],
  ['Databricks', 'Its workspaces'],
  ['Disk Encryption', 'Volume and key encryption keys when a virtual machine is deployed'],
  ['Disk Storage', `${ownKey}, through a disk encryption set`],
  ['Event Hubs', ownKey],
  ['ExpressRoute', 'MACsec on ExpressRoute Direct'],
  ['Firewall Premium', 'Certificates for TLS inspection'],
  ['Front Door, classic, standard and premium', 'Certificates for HTTPS'],
  ['Import/Export', ownKey],
  ['Information Protection', 'The tenant key'],
  ['Machine Learning', 'Workspaces in a virtual network'],
  ['Microsoft 365: Exchange Online and SharePoint Online', 'Customer Key for data at rest'],
  ['Microsoft Purview', 'Credentials of scanned sources'],
  ['Monitor', `${ownKey} in a dedicated Log Analytics cluster`],
  ['NetApp Files', ownKey],
  ['Policy', 'Scans for policies about keys, secrets and certificates'],
  ['Power Platform', ownKey],
  ['Resource Manager', 'Secure values passed to a template deployment'],
  ['Service Bus', ownKey],
  ['SQL Database', 'Transparent data encryption with a key of your own'],
  ['Storage', ownKey],
  ['Synapse Analytics', `${ownKey} of a workspace`],
  ['Virtual Machines', 'Deploying certificates to them'],
].map(([name = '', purpose = '']) => ({ name, purpose }))
