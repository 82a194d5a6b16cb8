/** The attribute types of X.500 names that have a short name of their own. */
export interface AttributeType {
  readonly oid: string
  /** Short name in RFC 4514 section 3 or as openssl writes it. */
  readonly key: string
  /** What .NET, and so Key Vault, writes instead where it differs. */
  readonly dotnetKey?: string
  /** Other spellings taken when reading. */
  readonly aliases?: readonly string[]
  readonly words: string
  /** Most characters, from RFC 5280 appendix A.1. */
  readonly max: number
  /** How DER carries it; RFC 5280 section 4.1.2.4 and appendix A.1 fix the ones that are not UTF-8. */
  readonly encoding: 'utf8' | 'printable' | 'ia5'
}

/** https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1 and RFC 4519 section 2 for the identifiers. */
export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  { oid: '2.5.4.3', key: 'CN', words: 'common name', max: 64, encoding: 'utf8' },
  { oid: '2.5.4.10', key: 'O', words: 'organization', max: 64, encoding: 'utf8' },
  { oid: '2.5.4.11', key: 'OU', words: 'organizational unit', max: 64, encoding: 'utf8' },
  { oid: '2.5.4.7', key: 'L', words: 'locality', max: 128, encoding: 'utf8' },
  {
    oid: '2.5.4.8',
    key: 'ST',
    dotnetKey: 'S',
    aliases: ['S'],
    words: 'state or province',
    max: 128,
    encoding: 'utf8',
  },
  { oid: '2.5.4.6', key: 'C', words: 'country', max: 2, encoding: 'printable' },
  {
    oid: '2.5.4.9',
    key: 'STREET',
    aliases: ['STREETADDRESS'],
    words: 'street',
    max: 128,
    encoding: 'utf8',
  },
  { oid: '2.5.4.17', key: 'POSTALCODE', words: 'postal code', max: 40, encoding: 'utf8' },
  {
    oid: '0.9.2342.19200300.100.1.25',
    key: 'DC',
    words: 'domain component',
    max: 63,
    encoding: 'ia5',
  },
  {
    oid: '1.2.840.113549.1.9.1',
    key: 'emailAddress',
    dotnetKey: 'E',
    aliases: ['E', 'EMAIL'],
    words: 'e-mail address',
    max: 255,
    encoding: 'ia5',
  },
  { oid: '2.5.4.5', key: 'SERIALNUMBER', words: 'serial number', max: 64, encoding: 'printable' },
  { oid: '0.9.2342.19200300.100.1.1', key: 'UID', words: 'user id', max: 256, encoding: 'utf8' },
  { oid: '2.5.4.12', key: 'T', aliases: ['TITLE'], words: 'title', max: 64, encoding: 'utf8' },
  {
    oid: '2.5.4.42',
    key: 'GN',
    dotnetKey: 'G',
    aliases: ['G', 'GIVENNAME'],
    words: 'given name',
    max: 64,
    encoding: 'utf8',
  },
  { oid: '2.5.4.4', key: 'SN', aliases: ['SURNAME'], words: 'surname', max: 64, encoding: 'utf8' },
  {
    oid: '2.5.4.43',
    key: 'initials',
    dotnetKey: 'I',
    words: 'initials',
    max: 64,
    encoding: 'utf8',
  },
  {
    oid: '2.5.4.46',
    key: 'dnQualifier',
    words: 'distinguished name qualifier',
    max: 64,
    encoding: 'printable',
  },
  { oid: '2.5.4.65', key: 'pseudonym', words: 'pseudonym', max: 128, encoding: 'utf8' },
  { oid: '2.5.4.13', key: 'description', words: 'description', max: 1024, encoding: 'utf8' },
  {
    oid: '2.5.4.97',
    key: 'organizationIdentifier',
    words: 'organization identifier',
    max: 256,
    encoding: 'utf8',
  },
  {
    oid: '2.5.4.15',
    key: 'businessCategory',
    words: 'business category',
    max: 128,
    encoding: 'utf8',
  },
  // https://cabforum.org/working-groups/server/extended-validation/guidelines/ section 7.1.4.2.3.
  {
    oid: '1.3.6.1.4.1.311.60.2.1.1',
    key: 'jurisdictionL',
    words: 'locality of registration',
    max: 128,
    encoding: 'utf8',
  },
  {
    oid: '1.3.6.1.4.1.311.60.2.1.2',
    key: 'jurisdictionST',
    words: 'state of registration',
    max: 128,
    encoding: 'utf8',
  },
  {
    oid: '1.3.6.1.4.1.311.60.2.1.3',
    key: 'jurisdictionC',
    words: 'country of registration',
    max: 2,
    encoding: 'printable',
  },
]

const byOid = new Map(ATTRIBUTE_TYPES.map((type) => [type.oid, type]))
const byKey = new Map<string, AttributeType>()
for (const type of ATTRIBUTE_TYPES) {
  for (const key of [type.key, type.dotnetKey, ...(type.aliases ?? [])]) {
    if (key) byKey.set(key.toUpperCase(), type)
  }
}

export function attributeTypeByOid(oid: string): AttributeType | undefined {
  return byOid.get(oid)
}

/** Finds a type by any of its spellings, whatever the case. */
export function attributeTypeByKey(key: string): AttributeType | undefined {
  return byKey.get(key.toUpperCase())
}
