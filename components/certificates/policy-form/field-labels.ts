import type { CreateField } from '../create/create-model.ts'

/** Fields of the forms of a certificate as they are labelled there. */
export const fieldLabels: Readonly<Record<CreateField, string>> = {
  name: 'Name',
  issuer: 'Issuer',
  certificateType: 'Product',
  certificateTransparency: 'Transparency logs',
  subject: 'Subject',
  names: 'Names',
  key: 'Key',
  exportable: 'Private key',
  reuseKey: 'When it is renewed',
  keyUsage: 'Key usage',
  extendedKeyUsage: 'Purposes',
  validityMonths: 'Validity',
  contentType: 'Content type',
  lifetimeAction: 'Renewal',
  enabled: 'Policy',
  tags: 'Tags',
  purpose: 'Purpose',
}
