import type { Operation } from './call.ts'
import { badParameter } from './errors.ts'

/** The segments of a path. Doubled and closing slashes vanish: an empty version means the latest. */
export function pathSegments(pathname: string): string[] {
  return pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode)
}

export interface Match {
  operation: Operation
  path: Record<string, string>
}

/**
 * The first operation of the table whose method and path fit; literal segments match without case.
 * `POST` with `X-HTTP-METHOD: PATCH` or `DELETE` stands for that method.
 */
export function matchOperation(
  table: readonly Operation[],
  method: string,
  segments: readonly string[],
): Match | null {
  for (const operation of table) {
    if (operation.method !== method) continue
    const path = matchPath(patternOf(operation.path), segments)
    if (path) return { operation, path }
  }
  return null
}

/** The method that the request means. */
export function effectiveMethod(request: Request): string {
  const override = request.headers.get('x-http-method')?.toUpperCase()
  if (request.method === 'POST' && (override === 'PATCH' || override === 'DELETE')) return override
  return request.method
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null
  const path: Record<string, string> = {}
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? ''
    if (part.startsWith(':')) path[part.slice(1)] = segment
    else if (part !== segment.toLowerCase()) return null
  }
  return path
}

const patterns = new Map<string, readonly string[]>()

function patternOf(path: string): readonly string[] {
  let pattern = patterns.get(path)
  if (!pattern) {
    pattern = path.split('/').filter((part) => part !== '')
    patterns.set(path, pattern)
  }
  return pattern
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badParameter(`The request URI contains an invalid name: ${segment}`)
  }
}
