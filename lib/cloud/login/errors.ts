import { randomUUID } from 'node:crypto'

/** A refusal of the login service. `code` is the AADSTS number, `error` the OAuth 2.0 word. */
export interface LoginFault {
  status: 400 | 401 | 404 | 405 | 500
  error: string
  code: number
  text: string
}

/** Thrown by any step of a login request; one renderer writes it. */
export class LoginError extends Error {
  override readonly name = 'LoginError'
  readonly fault: LoginFault

  constructor(fault: LoginFault) {
    super(fault.text)
    this.fault = fault
  }
}

/** Identifies one answer in logs and in what a person reports. */
export interface Trace {
  traceId: string
  correlationId: string
}

/** The client's own correlation id comes back when it is a GUID, as with Entra. */
export function traceOf(request: Request): Trace {
  const asked = request.headers.get('client-request-id') ?? ''
  const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(asked)
  return { traceId: randomUUID(), correlationId: isGuid ? asked : randomUUID() }
}

/** `error_description` as Entra writes it: code, text, and what its support would ask for. */
export function describeFault(fault: LoginFault, trace: Trace, now: Date): string {
  return (
    `AADSTS${fault.code}: ${fault.text} Trace ID: ${trace.traceId} ` +
    `Correlation ID: ${trace.correlationId} Timestamp: ${timestamp(now)}`
  )
}

/**
 * The JSON body of an error.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function faultBody(fault: LoginFault, trace: Trace, now: Date): object {
  return {
    error: fault.error,
    error_description: describeFault(fault, trace, now),
    error_codes: [fault.code],
    timestamp: timestamp(now),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${fault.code}`,
  }
}

function timestamp(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`
}

export function missingParameter(name: string): LoginError {
  return badRequest(
    900144,
    `The request body must contain the following parameter: '${name}'.`,
    'invalid_request',
  )
}

export function badRequest(code: number, text: string, error: string): LoginError {
  return new LoginError({ status: 400, error, code, text })
}

export function badGrant(code: number, text: string): LoginError {
  return badRequest(code, text, 'invalid_grant')
}

export function badClient(code: number, text: string): LoginError {
  return new LoginError({ status: 401, error: 'invalid_client', code, text })
}

export function unknownTenant(name: string): LoginError {
  return badRequest(
    90002,
    `Tenant '${printable(name)}' not found. Check to make sure you have the correct tenant ID and are ` +
      'signing into the correct cloud. Check with your subscription administrator, this may happen if ' +
      'there are no active subscriptions for the tenant.',
    'invalid_tenant',
  )
}

export function unknownApplication(clientId: string, tenant: string): LoginError {
  return badRequest(
    700016,
    `Application with identifier '${printable(clientId)}' was not found in the directory '${tenant}'. ` +
      'This can happen if the application has not been installed by the administrator of the tenant or ' +
      'consented to by any user in the tenant. You may have sent your authentication request to the ' +
      'wrong tenant.',
    'unauthorized_client',
  )
}

export function unknownResource(resource: string, tenant: string): LoginError {
  return badRequest(
    500011,
    `The resource principal named ${printable(resource)} was not found in the tenant named ${tenant}. ` +
      'This can happen if the application has not been installed by the administrator of the tenant or ' +
      'consented to by any user in the tenant. You might have sent your authentication request to the ' +
      'wrong tenant.',
    'invalid_resource',
  )
}

/** What a caller sent, made safe to repeat in a message: short, one line. */
export function printable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)
}
