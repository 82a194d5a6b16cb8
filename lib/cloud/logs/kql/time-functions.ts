import { KqlSemanticError } from './errors.ts'
import type { KqlFunction } from './functions.ts'
import type { Scalar } from './scalar.ts'
import { isNumeric } from './values.ts'

const day = 86_400_000
/** Bins of days and weeks are counted from the first day of the year 1, a Monday. */
const firstDay = Date.UTC(2001, 0, 1) - 730_485 * day

/** Functions of times and lengths of time. */
export const timeFunctions: Readonly<Record<string, KqlFunction>> = {
  now: {
    arity: [0, 1],
    compile(args, { now }) {
      requireLength('now', args[0])
      return { type: 'datetime', compute: ([shift]) => now + (asNumber(shift) ?? 0) }
    },
  },
  ago: {
    arity: [1, 1],
    compile(args, { now }) {
      requireLength('ago', args[0])
      return {
        type: 'datetime',
        compute: ([back]) => (typeof back === 'number' ? now - back : null),
      }
    },
  },
  bin: { arity: [2, 2], compile: ([value, size]) => binOf(value, size) },
  floor: { arity: [2, 2], compile: ([value, size]) => binOf(value, size) },
  startofday: startOf((at) => at.setUTCHours(0, 0, 0, 0)),
  startofweek: startOf((at) => at.setUTCHours(-24 * at.getUTCDay(), 0, 0, 0)),
  startofmonth: startOf((at) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)),
  hourofday: {
    arity: [1, 1],
    compile([arg]) {
      requireTime('hourofday', arg)
      return {
        type: 'int',
        compute: ([at]) => (typeof at === 'number' ? new Date(at).getUTCHours() : null),
      }
    },
  },
}

function startOf(move: (at: Date) => number): KqlFunction {
  return {
    arity: [1, 1],
    compile([arg], _scope, name) {
      requireTime(name, arg)
      return {
        type: 'datetime',
        compute: ([at]) => (typeof at === 'number' ? move(new Date(at)) : null),
      }
    },
  }
}

/** Rounds down to a multiple of the size. */
function binOf(
  value: Scalar | undefined,
  size: Scalar | undefined,
): ReturnType<KqlFunction['compile']> {
  const type = value?.type ?? 'long'
  const isTimed = type === 'datetime' || type === 'timespan'
  const fits =
    size && (isTimed ? size.type === 'timespan' : isNumeric(type) && isNumeric(size.type))
  if (!fits) {
    throw new KqlSemanticError('SEM0236', `bin(): cannot round a ${type} to a ${size?.type}`)
  }
  const origin = type === 'datetime' ? firstDay : 0
  return {
    type: type === 'long' && size.type === 'real' ? 'real' : type,
    compute([at, step]) {
      if (typeof at !== 'number' || typeof step !== 'number' || step <= 0) return null
      return Math.floor((at - origin) / step) * step + origin
    },
  }
}

function requireTime(name: string, arg: Scalar | undefined): void {
  if (arg?.type === 'datetime') return
  throw new KqlSemanticError('SEM0236', `${name}(): takes datetime, and no ${arg?.type}`)
}

function requireLength(name: string, arg: Scalar | undefined): void {
  if (!arg || arg.type === 'timespan') return
  throw new KqlSemanticError('SEM0236', `${name}(): takes timespan, and no ${arg.type}`)
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
