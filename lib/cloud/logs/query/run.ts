import type { CloudContext } from '../../context.ts'
import type { AuditLine } from '../audit.ts'
import { KqlRunawayError, KqlSemanticError, KqlSyntaxError } from '../kql/errors.ts'
import {
  compileQuery,
  type Program,
  type QueryLimits,
  type QueryResult,
  serviceLimits,
} from '../kql/program.ts'
import { azureDiagnostics } from '../tables/azure-diagnostics.ts'
import { keyVaultAuditLogs } from '../tables/key-vault-audit-logs.ts'
import { badArgument, invalidQuery } from './errors.ts'
import { readRecords } from './records.ts'
import type { QueryRequest } from './request.ts'
import type { Target } from './target.ts'
import { readTimespan } from './timespan.ts'

/**
 * Runs a query over the logs of its target and gives the body of the answer.
 * @throws QueryError 400 for a query that cannot be run
 */
export async function runQuery(
  ctx: CloudContext,
  target: Target,
  request: QueryRequest,
  options: { signal: AbortSignal; limits?: QueryLimits },
): Promise<object> {
  const { signal, limits = serviceLimits } = options
  const started = performance.now()
  const now = ctx.clock.now()
  const range = readTimespan(request.timespan, now.getTime())
  const program = compile(ctx, request.query, now, limits)
  const from = Math.max(range.from, program.from)
  const to = Math.min(range.to, program.to)
  const routes = target
    .routes(program.table)
    .filter(({ resourceKey }) => program.concerns(recordOf(resourceKey)))
  const { newestFirst } = program
  try {
    await readRecords(ctx.store, routes, { from, to, newestFirst }, feed(program), signal)
    return answer(program.end(), request, limits, performance.now() - started)
  } catch (error) {
    if (!(error instanceof KqlRunawayError)) throw error
    throw badArgument({ code: 'QueryExecutionError', message: error.message })
  }
}

function compile(
  ctx: CloudContext,
  query: string,
  now: Date,
  limits: QueryLimits,
): Program<AuditLine> {
  const tables = [keyVaultAuditLogs(ctx.tenant.id), azureDiagnostics(ctx.tenant.id)]
  try {
    return compileQuery(query, { tables, now, limits })
  } catch (error) {
    if (!(error instanceof KqlSyntaxError || error instanceof KqlSemanticError)) throw error
    throw invalidQuery(error)
  }
}

/** Only what vaults log: the rest of the management plane is not theirs to send. */
function feed(program: Program<AuditLine>): (line: AuditLine) => boolean {
  return (line) => line.category !== 'AuditEvent' || program.push(line)
}

/** A record that says no more than whose it is. */
function recordOf(resourceKey: string): AuditLine {
  return {
    time: '',
    category: 'AuditEvent',
    operationName: '',
    resultType: 'Success',
    correlationId: '',
    callerIpAddress: '',
    identity: { claim: {} },
    properties: {},
    resourceId: resourceKey.toUpperCase(),
    resultSignature: '',
    durationMs: '',
  }
}

/** @see https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format */
function answer(
  result: QueryResult,
  request: QueryRequest,
  limits: QueryLimits,
  durationMs: number,
): object {
  const { columns, rows, exceeded } = result
  return {
    tables: [{ name: 'PrimaryResult', columns, rows }],
    ...(request.wantsStatistics ? { statistics: statistics(result, durationMs) } : {}),
    ...(request.wantsRender ? { render: { visualization: null } } : {}),
    ...(exceeded ? { error: partial(exceeded, limits) } : {}),
  }
}

function statistics({ rows, columns }: QueryResult, durationMs: number): object {
  return {
    query: {
      executionTime: durationMs / 1_000,
      resourceUsage: { cpu: { totalCpu: '00:00:00' }, memory: { peakPerNode: 0 } },
      datasetStatistics: [{ tableRowCount: rows.length, tableSize: rows.length * columns.length }],
    },
  }
}

function partial(exceeded: 'rows' | 'size', limits: QueryLimits): object {
  const limit =
    exceeded === 'rows' ? `${limits.rows} records` : `${Math.round(limits.size / (1024 * 1024))} MB`
  return {
    code: 'PartialError',
    message: 'There were some errors when processing your query.',
    details: [
      {
        code: 'EngineError',
        message: 'Something went wrong processing your query on the server.',
        innererror: {
          code: '-2133196797',
          message:
            `The results of this query exceed the set limit of ${limit}, so not all records were ` +
            'returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003). See ' +
            'https://aka.ms/kustoquerylimits for more information and possible solutions.',
          severity: 2,
          severityName: 'Error',
        },
      },
    ],
  }
}
