import type { Tourist } from './tourist.ts'

const ec = { kty: 'EC', crv: 'P-256' }

/** Every operation of `certificates.json`. */
export async function tourCertificates(
  { visit }: Tourist,
  base: string,
  signRequest: (csr: string) => string,
): Promise<void> {
  const certificates = `${base}/certificates`
  const contact = { email: 'pki@contoso.example', name: 'PKI team' }
  await visit('SetCertificateContacts', 'PUT', `${certificates}/contacts`, { contacts: [contact] })
  await visit('GetCertificateContacts', 'GET', `${certificates}/contacts`)
  await visit('DeleteCertificateContacts', 'DELETE', `${certificates}/contacts`)

  const issuer = `${certificates}/issuers/ca`
  await visit('SetCertificateIssuer', 'PUT', issuer, {
    provider: 'DigiCert',
    credentials: { account_id: '1', pwd: 'canary' },
    org_details: { id: 'contoso' },
  })
  await visit('UpdateCertificateIssuer', 'PATCH', issuer, { attributes: { enabled: false } })
  await visit('GetCertificateIssuer', 'GET', issuer)
  await visit('GetCertificateIssuers', 'GET', `${certificates}/issuers`)
  await visit('DeleteCertificateIssuer', 'DELETE', issuer)

  const www = `${certificates}/www`
  await visit('CreateCertificate', 'POST', `${www}/create`, {
    policy: { issuer: { name: 'Self' }, key_props: ec, x509_props: { subject: 'CN=www' } },
  })
  while (
    (await visit('GetCertificateOperation', 'GET', `${www}/pending`)).body.status !== 'completed'
  );
  const made = await visit('GetCertificate', 'GET', www)
  await visit('UpdateCertificate', 'PATCH', String(made.body.id), { tags: { team: 'web' } })
  await visit('GetCertificatePolicy', 'GET', `${www}/policy`)
  await visit('UpdateCertificatePolicy', 'PATCH', `${www}/policy`, {
    x509_props: { validity_months: 6 },
  })
  await visit('GetCertificates', 'GET', certificates)
  await visit('GetCertificateVersions', 'GET', `${www}/versions`)
  await visit('DeleteCertificateOperation', 'DELETE', `${www}/pending`)

  const merged = `${certificates}/merged`
  const order = await visit('CreateCertificate', 'POST', `${merged}/create`, {
    policy: { issuer: { name: 'Unknown' }, key_props: ec, x509_props: { subject: 'CN=merged' } },
  })
  await visit(
    'UpdateCertificateOperation',
    'PATCH',
    `${certificates}/other/pending`.replace('other', 'merged'),
    {
      cancellation_requested: false,
    },
  )
  await visit('MergeCertificate', 'POST', `${merged}/pending/merge`, {
    x5c: [signRequest(String(order.body.csr))],
  })

  const secret = await visit('GetSecret', 'GET', `${base}/secrets/www`)
  await visit('ImportCertificate', 'POST', `${certificates}/imported/import`, {
    value: secret.body.value,
    pwd: '',
  })
  const backup = await visit('BackupCertificate', 'POST', `${certificates}/imported/backup`)
  const deleted = `${base}/deletedcertificates/imported`
  await visit('DeleteCertificate', 'DELETE', `${certificates}/imported`)
  await visit('GetDeletedCertificates', 'GET', `${base}/deletedcertificates`)
  await visit('GetDeletedCertificate', 'GET', deleted)
  await visit('RecoverDeletedCertificate', 'POST', `${deleted}/recover`)
  await visit('DeleteCertificate', 'DELETE', `${certificates}/imported`)
  await visit('PurgeDeletedCertificate', 'DELETE', deleted)
  await visit('RestoreCertificate', 'POST', `${certificates}/restore`, {
    value: backup.body.value,
  })
}
