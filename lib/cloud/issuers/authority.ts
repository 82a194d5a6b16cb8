/** The account with an authority as a vault's issuer names it. */
export interface IssuerAccount {
  accountId: string | null
  password: string | null
  organizationId: string | null
  administrators: readonly {
    first_name?: string
    last_name?: string
    email?: string
    phone?: string
  }[]
}

/** What a vault asks an authority for. */
export interface CertificateOrder {
  account: IssuerAccount
  /** `cty` of the policy: `OV-SSL` or `EV-SSL`; null leaves it to the authority. */
  product: string | null
  validityMonths: number
  /** Of the issuance, epoch seconds. */
  time: number
  /** PKCS#10, DER. */
  csr: Uint8Array
}

/** Why an authority does not issue, in words for the person who ordered. */
export interface Refusal {
  code: 'Certificate issuer error' | 'Request rejected'
  message: string
}

export type AuthorityAnswer =
  | { issued: true; leaf: Uint8Array; chain: readonly Uint8Array[] }
  | { issued: false; refusal: Refusal }

/** An authority as the vault sees it. It looks at account, request and domains when it answers. */
export interface CertificateAuthority {
  /** Places an order. @returns when it will be answered, milliseconds of real time */
  order(): number
  /** The answer, once that time has come. */
  poll(order: CertificateOrder): Promise<AuthorityAnswer>
}

export function issuerError(message: string): Refusal {
  return { code: 'Certificate issuer error', message }
}

export function rejected(message: string): Refusal {
  return { code: 'Request rejected', message }
}
