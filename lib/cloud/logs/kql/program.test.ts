import { describe, expect, it } from 'vitest'
import { compileQuery, type QueryResult, type Table } from './program.ts'

interface Call {
  at: string
  operation: string
  status: number
  ms: number
  allowed: boolean | null
  caller: { claim: { upn?: string; ids?: number[] } }
  vault: string
}

const calls: Call[] = [
  call('2026-05-01T08:00:00Z', 'SecretGet', 200, 'ada@contoso.example', 12.5),
  call('2026-05-01T08:30:00Z', 'SecretGet', 403, 'bob@contoso.example', 3),
  call('2026-05-01T09:10:00Z', 'KeySign', 200, 'ada@contoso.example', 40),
  call('2026-05-02T09:00:00Z', 'CertificateImport', 200, 'Cy@Contoso.example', 220),
  {
    ...call('2026-05-03T00:00:00Z', 'SecretList', 401, '', 1),
    allowed: null,
    caller: { claim: {} },
  },
]

function call(at: string, operation: string, status: number, upn: string, ms: number): Call {
  return {
    at,
    operation,
    status,
    ms,
    allowed: status === 200,
    caller: { claim: { upn, ids: [1, 2] } },
    vault: operation.startsWith('Secret') ? 'KV-ONE' : 'KV-TWO',
  }
}

const table: Table<Call> = {
  name: 'Calls',
  columns: [
    { name: 'TimeGenerated', type: 'datetime', read: (one) => Date.parse(one.at) },
    { name: 'Operation', type: 'string', read: (one) => one.operation },
    { name: 'Status', type: 'int', read: (one) => one.status },
    { name: 'Duration', type: 'real', read: (one) => one.ms },
    { name: 'Allowed', type: 'bool', read: (one) => one.allowed },
    { name: 'Identity', type: 'dynamic', read: (one) => one.caller },
    { name: 'Vault', type: 'string', ofResource: true, read: (one) => one.vault },
  ],
}

const now = new Date('2026-05-03T12:00:00Z')

function run(query: string, limits?: { rows: number; size: number }): QueryResult {
  const program = compileQuery(query, { tables: [table], now, ...(limits ? { limits } : {}) })
  const fitting = calls.filter(({ at }) => {
    const ms = Date.parse(at)
    return ms >= program.from && ms <= program.to
  })
  for (const one of program.newestFirst ? fitting.toReversed() : fitting) {
    if (!program.concerns(one)) continue
    if (!program.push(one)) break
  }
  return program.end()
}

/** The operations of the rows that a condition lets through. */
function operationsWhere(condition: string): unknown[] {
  return run(`Calls | where ${condition} | project Operation`).rows.map(([name]) => name)
}

const [ada, bob, sign, cy, list] = [
  'SecretGet',
  'SecretGet',
  'KeySign',
  'CertificateImport',
  'SecretList',
]

describe('where', () => {
  it.each<[string, string[]]>([
    ['Status == 200', [ada, sign, cy]],
    ['Status != 200', [bob, list]],
    ['Status <> 200', [bob, list]],
    ['Status > 200 and Status <= 401', [list]],
    ['200 < Status', [bob, list]],
    ['Status in (401, 403)', [bob, list]],
    ['Status !in (401, 403)', [ada, sign, cy]],
    ['Operation == "KeySign"', [sign]],
    ["Operation == 'keysign'", []],
    ['Operation =~ "keysign"', [sign]],
    ['Operation !~ "SECRETGET"', [sign, cy, list]],
    ['Operation in~ ("keysign", "secretlist")', [sign, list]],
    ['Operation !in~ ("keysign", "secretlist")', [ada, bob, cy]],
    ['Operation contains "import"', [cy]],
    ['Operation contains_cs "import"', []],
    ['Operation !contains "GET"', [sign, cy, list]],
    ['Operation startswith "secret"', [ada, bob, list]],
    ['Operation !startswith "secret"', [sign, cy]],
    ['Operation endswith "sign"', [sign]],
    ['Operation has "secret"', []],
    ['Identity.claim.upn has "contoso"', [ada, bob, sign, cy]],
    ['Identity.claim.upn has "cont"', []],
    ['Identity.claim.upn has_cs "Contoso"', [cy]],
    ['Identity.claim.upn has_any ("ada", "cy")', [ada, sign, cy]],
    ['Identity.claim.upn == "ada@contoso.example"', [ada, sign]],
    ['tostring(Identity["claim"]["upn"]) startswith "cy"', [cy]],
    ['Identity.claim.ids[1] == 2', [ada, bob, sign, cy]],
    ['Identity.claim.nothing.at.all == "x"', []],
    ['isempty(tostring(Identity.claim.upn))', [list]],
    ['isnotempty(Identity.claim.upn)', [ada, bob, sign, cy]],
    ['Allowed', [ada, sign, cy]],
    ['Allowed == false', [bob]],
    ['isnull(Allowed)', [list]],
    ['not(Status == 200) and not(Allowed)', [bob]],
    ['Status == 403 or Status == 401 and Operation == "KeySign"', [bob]],
    ['(Status == 403 or Status == 401) and Operation == "SecretList"', [list]],
    ['TimeGenerated > ago(1d)', [list]],
    ['TimeGenerated >= datetime(2026-05-02)', [cy, list]],
    ['TimeGenerated < datetime(2026-05-01 08:30)', [ada]],
    ['TimeGenerated between (datetime(2026-05-01T08:30:00Z) .. now(-1d))', [bob, sign, cy]],
    ['TimeGenerated !between (ago(90d) .. now() - 12h)', []],
    ['now() - TimeGenerated < 1d', [list]],
    ['TimeGenerated > todatetime("2026-05-02T10:00:00Z")', [list]],
    ['hourofday(TimeGenerated) == 9', [sign, cy]],
    ['Duration * 2 >= 80', [sign, cy]],
    ['-Duration > -5', [bob, list]],
    ['Vault =~ "kv-two"', [sign, cy]],
    ['strlen(Operation) == 7 // a comment\n', [sign]],
    ['iff(Status == 200, "good", "bad") == "bad"', [bob, list]],
    ['strcat(Operation, "/", Status) == "KeySign/200"', [sign]],
    ['parse_json(\'{"a":7}\').a == 7 and Status == 401', [list]],
  ])('%s', (condition, expected) => {
    expect(operationsWhere(condition)).toEqual(expected)
  })
})

describe('the other operators', () => {
  it('shows every column, a dynamic as JSON', () => {
    expect(run('Calls | take 1')).toEqual({
      columns: table.columns.map(({ name, type }) => ({ name, type })),
      rows: [
        [
          '2026-05-01T08:00:00.000Z',
          'SecretGet',
          200,
          12.5,
          true,
          '{"claim":{"upn":"ada@contoso.example","ids":[1,2]}}',
          'KV-ONE',
        ],
      ],
      exceeded: null,
    })
  })

  it.each<[string, string[], unknown[][]]>([
    ['count', ['Count'], [[5]]],
    ['where Status == 1 | count', ['Count'], [[0]]],
    ['summarize count()', ['count_'], [[5]]],
    ['where Status == 1 | summarize count(), max(Status)', ['count_', 'max_Status'], [[0, null]]],
    [
      'summarize n = count() by Operation | order by n desc, Operation asc | take 2',
      ['Operation', 'n'],
      [
        ['SecretGet', 2],
        ['CertificateImport', 1],
      ],
    ],
    [
      'summarize count() by bin(TimeGenerated, 1h), Vault | limit 2',
      ['TimeGenerated', 'Vault', 'count_'],
      [
        ['2026-05-01T08:00:00.000Z', 'KV-ONE', 2],
        ['2026-05-01T09:00:00.000Z', 'KV-TWO', 1],
      ],
    ],
    [
      'summarize count() by bin(TimeGenerated, 7d)',
      ['TimeGenerated', 'count_'],
      [['2026-04-27T00:00:00.000Z', 5]],
    ],
    [
      'summarize dcount(Vault), countif(Status >= 400), avg(Duration), min(Status), sum(Status)',
      ['dcount_Vault', 'countif_', 'avg_Duration', 'min_Status', 'sum_Status'],
      [[2, 2, 55.3, 200, 1404]],
    ],
    ['distinct Vault', ['Vault'], [['KV-ONE'], ['KV-TWO']]],
    ['project Vault | distinct *', ['Vault'], [['KV-ONE'], ['KV-TWO']]],
    [
      'project When = TimeGenerated, Identity.claim.upn, strcat("a", "b"), tostring(Status) | take 1',
      ['When', 'Identity_claim_upn', 'Column3', 'Status'],
      [['2026-05-01T08:00:00.000Z', 'ada@contoso.example', 'ab', '200']],
    ],
    [
      'extend Vault = tolower(Vault), Late = Duration > 30 | project Vault, Late | take 1',
      ['Vault', 'Late'],
      [['kv-one', false]],
    ],
    [
      'project-away TimeGenerated, Identity, Allowed, Duration, Vault | take 1',
      ['Operation', 'Status'],
      [['SecretGet', 200]],
    ],
    ['sort by TimeGenerated desc | project Operation | take 1', ['Operation'], [['SecretList']]],
    ['order by TimeGenerated asc | project Operation | take 1', ['Operation'], [['SecretGet']]],
    ['top 1 by Duration | project Operation', ['Operation'], [['CertificateImport']]],
    ['top 2 by TimeGenerated | project Status', ['Status'], [[401], [200]]],
    ['sort by Allowed asc | project Allowed | take 2', ['Allowed'], [[null], [false]]],
    ['sort by Allowed desc nulls first | project Allowed | take 1', ['Allowed'], [[null]]],
    ['take 0', table.columns.map(({ name }) => name), []],
    ['project Gap = now() - TimeGenerated | take 1', ['Gap'], [['2.04:00:00']]],
  ])('%s', (rest, columns, rows) => {
    const result = run(`Calls | ${rest}`)
    expect(result.columns.map(({ name }) => name)).toEqual(columns)
    expect(result.rows).toEqual(rows)
  })

  it('ends at the limit of rows, and at that of size', () => {
    expect(run('Calls', { rows: 2, size: 1e9 })).toMatchObject({ exceeded: 'rows' })
    expect(run('Calls', { rows: 2, size: 1e9 }).rows).toHaveLength(2)
    expect(run('Calls', { rows: 9, size: 300 })).toMatchObject({ exceeded: 'size' })
  })
})

describe('syntax errors name the place', () => {
  const deep = `${'('.repeat(200)}1${')'.repeat(200)} == 1`
  it.each<[string, number, number, string]>([
    ['', 1, 0, ''],
    ['| take 1', 1, 0, '|'],
    ['completely invalid syntax', 1, 11, 'invalid'],
    ['Calls | join (Calls) on Vault', 1, 8, 'join'],
    ['Calls | constructor', 1, 8, 'constructor'],
    ['Calls\n| where Status ==', 2, 17, ''],
    ['Calls\n| where Status == 1\n| tak 5', 3, 2, 'tak'],
    ['Calls | where Status === 1', 1, 23, '='],
    ['Calls | where (Status == 1', 1, 26, ''],
    ['Calls | where Status == "open', 1, 24, '"'],
    ['Calls | take many', 1, 13, 'many'],
    ['Calls | take 1.5', 1, 13, '1.5'],
    ['Calls | project', 1, 15, ''],
    ['Calls | project a, | take 1', 1, 19, '|'],
    ['Calls | order Status', 1, 14, 'Status'],
    ['Calls | where Operation matches regex "a"', 1, 24, 'matches'],
    ['Calls | where TimeGenerated between (ago(1d), now())', 1, 44, ','],
    ['let x = 1; Calls', 1, 4, 'x'],
    ['Calls; Calls', 1, 7, 'Calls'],
    ['Calls | where a # b', 1, 16, '#'],
    [`Calls | where ${deep}`, 1, 114, '('],
    ['Calls | where TimeGenerated > datetime(yesterday)', 1, 30, 'datetime(yesterday)'],
    ['union Calls', 1, 6, 'Calls'],
  ])('%s', (query, line, pos, token) => {
    expect(() => run(query)).toThrowError(
      expect.objectContaining({
        name: 'KqlSyntaxError',
        place: { line, pos },
        token,
      }),
    )
  })

  it('refuses more words than anybody writes', () => {
    expect(() => run(`Calls | where ${'Status == 1 or '.repeat(5_000)} true`)).toThrowError(
      expect.objectContaining({ name: 'KqlSyntaxError' }),
    )
  })
})

describe('semantic errors say what is not there', () => {
  it.each([
    [
      'Nothing | take 1',
      "'take' operator: Failed to resolve table or column expression named 'Nothing'",
    ],
    [
      'Calls | where Colour == 1',
      "'where' operator: Failed to resolve column or scalar expression named 'Colour'",
    ],
    [
      'Calls | project Status | where Vault == ""',
      "Failed to resolve column or scalar expression named 'Vault'",
    ],
    ['Calls | where frobnicate(Status)', "Unknown function: 'frobnicate'."],
    ['Calls | where constructor(Status)', "Unknown function: 'constructor'."],
    ['Calls | where Status == "200"', 'Cannot compare values of types int and string'],
    [
      'Calls | where TimeGenerated > "2026-05-01"',
      'Cannot compare values of types datetime and string',
    ],
    ['Calls | where Status', 'must be of type bool'],
    ['Calls | where Status contains "2"', "Operator 'contains' takes a string"],
    ['Calls | where ago(5) < now()', 'ago(): takes timespan'],
    ['Calls | where ago() < now()', 'ago(): function expects 1 argument(s).'],
    ['Calls | extend x = Operation + 1', "Operator '+' cannot take"],
    ['Calls | project Status.code', 'Only a dynamic has members'],
    ['Calls | sort by Identity', "key can't be of dynamic type"],
    ['Calls | summarize tolower(Vault)', 'expects aggregation functions'],
    ['Calls | summarize bin(TimeGenerated, 5)', 'expects aggregation functions'],
    ['Calls | summarize count() by bin(TimeGenerated, 5)', 'cannot round a datetime'],
    ['Calls | project a = 1, a = 2', "a column named 'a' is given twice"],
    ['Calls | project-away Colour', "Failed to resolve column named 'Colour'"],
  ])('%s', (query, message) => {
    expect(() => run(query)).toThrowError(
      expect.objectContaining({
        name: 'KqlSemanticError',
        message: expect.stringContaining(message),
      }),
    )
  })
})

describe('what is read', () => {
  it.each<[string, string | null, string | null, boolean]>([
    ['Calls | take 5', null, null, false],
    [
      'Calls | where TimeGenerated > ago(1d) | order by TimeGenerated desc',
      '2026-05-02T12:00:00Z',
      null,
      true,
    ],
    [
      'Calls | where Status == 1 and (TimeGenerated between (datetime(2026-01-01) .. ago(1h)))',
      '2026-01-01T00:00:00Z',
      '2026-05-03T11:00:00Z',
      false,
    ],
    ['Calls | where TimeGenerated > ago(1d) or Status == 1', null, null, false],
    ['Calls | extend TimeGenerated = now() | where TimeGenerated > ago(1d)', null, null, false],
    [
      'Calls | where datetime(2026-05-01) >= TimeGenerated | top 3 by TimeGenerated asc',
      null,
      '2026-05-01T00:00:00Z',
      false,
    ],
  ])('%s', (query, from, to, newestFirst) => {
    const program = compileQuery(query, { tables: [table], now })
    expect(program.from).toBe(from === null ? Number.NEGATIVE_INFINITY : Date.parse(from))
    expect(program.to).toBe(to === null ? Number.POSITIVE_INFINITY : Date.parse(to))
    expect(program.newestFirst).toBe(newestFirst)
  })

  it('leaves out resources that the conditions rule out', () => {
    const program = compileQuery('Calls | where Vault in~ ("kv-two") and Status == 1', {
      tables: [table],
      now,
    })
    expect(calls.map((one) => program.concerns(one))).toEqual([false, false, true, true, false])
  })

  it('stops when the rows wanted are there', () => {
    const program = compileQuery('Calls | top 2 by TimeGenerated', { tables: [table], now })
    expect(calls.slice(0, 2).map((one) => program.push(one))).toEqual([true, false])
  })
})
