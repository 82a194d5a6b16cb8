import type { Cloud } from '#lib/cloud/cloud.ts'

/** Where requests seem to come from that go to a cloud without a port. */
export const fromLoopback = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' } as const

/** A token of the application `automation` for the vaults, by the login service of this cloud. */
export async function automationToken({ credentials, fetch }: Cloud): Promise<string> {
  const automation = credentials.applications.find(({ name }) => name === 'automation')
  const body = new URLSearchParams({
    ...{ grant_type: 'client_credentials', scope: 'https://vault.azure.net/.default' },
    client_id: automation?.clientId ?? '',
    client_secret: automation?.clientSecret ?? '',
  })
  const url = `https://login.microsoftonline.com/${credentials.tenantId}/oauth2/v2.0/token`
  const answer = await fetch(new Request(url, { method: 'POST', body }), fromLoopback)
  const made: { access_token?: string } = JSON.parse(await answer.text())
  if (made.access_token === undefined) throw new Error(`No token: ${answer.status}.`)
  return made.access_token
}
