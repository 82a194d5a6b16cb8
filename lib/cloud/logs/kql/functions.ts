import { KqlSemanticError } from './errors.ts'
import { applied, type Computed, type Scalar, type Scope } from './scalar.ts'
import type { Expression } from './syntax.ts'
import { timeFunctions } from './time-functions.ts'
import { comparable, convert, type KqlType, textOf } from './values.ts'

/** How a function takes its arguments. */
export interface KqlFunction {
  /** Least and most arguments. */
  arity: readonly [number, number]
  compile(args: readonly Scalar[], scope: Scope, name: string): Computed
}

/** @see https://learn.microsoft.com/kusto/query/scalar-functions */
export function compileCall(
  call: Expression & { kind: 'call' },
  args: readonly Scalar[],
  scope: Scope,
): Scalar {
  const known = functions.get(call.name)
  if (!known) throw new KqlSemanticError('SEM0260', `Unknown function: '${call.name}'.`)
  const [least, most] = known.arity
  if (args.length < least || args.length > most) {
    throw new KqlSemanticError(
      'SEM0219',
      `${call.name}(): function expects ${least === most ? least : `${least} to ${most}`} argument(s).`,
    )
  }
  return applied(args, known.compile(args, scope, call.name))
}

/** Requires an argument of one of these types; a dynamic passes for all. */
export function requireType(
  name: string,
  arg: Scalar | undefined,
  types: readonly KqlType[],
): KqlType {
  const type = arg?.type ?? 'dynamic'
  if (type !== 'dynamic' && !types.includes(type)) {
    throw new KqlSemanticError('SEM0236', `${name}(): takes ${types.join(' or ')}, and no ${type}`)
  }
  return type
}

function conversion(to: KqlType): KqlFunction {
  return {
    arity: [1, 1],
    compile: ([arg]) => {
      const from = arg?.type ?? 'dynamic'
      return { type: to, compute: ([value]) => convert(value, from, to) }
    },
  }
}

/** Of one text. */
function ofText(type: KqlType, compute: (text: string) => unknown): KqlFunction {
  return {
    arity: [1, 1],
    compile: ([arg], _scope, name) => {
      const from = requireType(name, arg, ['string', 'guid'])
      return { type, compute: ([value]) => compute(textOf(value, from)) }
    },
  }
}

function emptiness(isEmpty: (value: unknown) => boolean): KqlFunction {
  return {
    arity: [1, 1],
    compile: () => ({ type: 'bool', compute: ([value]) => isEmpty(value) }),
  }
}

const isNull = (value: unknown) => value === null || value === undefined
const isBlank = (value: unknown) => isNull(value) || value === ''

const choice: KqlFunction = {
  arity: [3, 3],
  compile([condition, yes, no], _scope, name) {
    requireType(name, condition, ['bool'])
    if (!yes || !no || !comparable(yes.type, no.type)) {
      throw new KqlSemanticError('SEM0062', `${name}(): both results must be of one type`)
    }
    return { type: yes.type, compute: ([holds, a, b]) => (holds === true ? a : b) }
  },
}

const functions = new Map<string, KqlFunction>(
  Object.entries({
    ...timeFunctions,
    tostring: conversion('string'),
    toint: conversion('int'),
    tolong: conversion('long'),
    toreal: conversion('real'),
    todouble: conversion('real'),
    tobool: conversion('bool'),
    todatetime: conversion('datetime'),
    tolower: ofText('string', (text) => text.toLowerCase()),
    toupper: ofText('string', (text) => text.toUpperCase()),
    strlen: ofText('long', (text) => text.length),
    parse_json: ofText('dynamic', parseJson),
    todynamic: ofText('dynamic', parseJson),
    isnull: emptiness(isNull),
    isnotnull: emptiness((value) => !isNull(value)),
    isempty: emptiness(isBlank),
    isnotempty: emptiness((value) => !isBlank(value)),
    iff: choice,
    iif: choice,
    not: {
      arity: [1, 1],
      compile([arg], _scope, name) {
        requireType(name, arg, ['bool'])
        return { type: 'bool', compute: ([value]) => (isNull(value) ? null : value !== true) }
      },
    } satisfies KqlFunction,
    strcat: {
      arity: [1, 64],
      compile: (args) => ({
        type: 'string',
        compute: (values) =>
          joined(values.map((value, at) => textOf(value, args[at]?.type ?? 'string'))),
      }),
    } satisfies KqlFunction,
    coalesce: {
      arity: [2, 64],
      compile: ([first]) => ({
        type: first?.type ?? 'dynamic',
        compute: (values) => values.find((value) => !isBlank(value)) ?? values.at(-1),
      }),
    } satisfies KqlFunction,
  }),
)

/** A string of the service has 1 MB at most; the rest is cut off. */
const longestText = 1_048_576

function joined(parts: readonly string[]): string {
  let text = ''
  for (const part of parts) {
    text += part
    if (text.length > longestText) return text.slice(0, longestText)
  }
  return text
}

/** A text that is no JSON is a dynamic that holds the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
