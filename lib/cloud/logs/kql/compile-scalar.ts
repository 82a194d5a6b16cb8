import { compileArithmetic, negate } from './compile-arithmetic.ts'
import { compileComparison, compileText } from './compile-comparison.ts'
import { KqlSemanticError } from './errors.ts'
import { compileCall } from './functions.ts'
import { applied, constantOf, type Scalar, type Scope } from './scalar.ts'
import {
  type Arithmetic,
  arithmetic,
  type Comparison,
  comparisons,
  type Expression,
  type TextOperator,
  textOperators,
} from './syntax.ts'
import type { Row } from './values.ts'

/**
 * Turns an expression into a function of a row.
 * @throws KqlSemanticError for names that are not there and types that do not fit
 */
export function compileScalar(expression: Expression, scope: Scope): Scalar {
  switch (expression.kind) {
    case 'literal':
      return constantOf(expression.type, expression.value)
    case 'name':
      return compileName(expression.name, scope)
    case 'member':
      return compileMember(compileScalar(expression.of, scope), expression.key)
    case 'call':
      return compileCall(
        expression,
        expression.args.map((arg) => compileScalar(arg, scope)),
        scope,
      )
    case 'negative':
      return negate(compileScalar(expression.of, scope))
    case 'and':
    case 'or':
      return compileLogic(expression.kind, expression.items, scope)
    case 'binary':
      return compileBinary(expression, scope)
    case 'list':
      return compileList(expression, scope)
    case 'between': {
      const value = compileScalar(expression.left, scope)
      const low = compileComparison('>=', value, compileScalar(expression.low, scope))
      const high = compileComparison('<=', value, compileScalar(expression.high, scope))
      const { negated } = expression
      return applied([low, high], {
        type: 'bool',
        compute: ([above, below]) => (above === true && below === true) !== negated,
      })
    }
  }
}

/** A condition: anything but a truth value is an error, as in the service. */
export function compileCondition(
  expression: Expression,
  scope: Scope,
): { constant: boolean; holds(row: Row): boolean } {
  const { type, constant, evaluate } = compileScalar(expression, scope)
  if (type !== 'bool' && type !== 'dynamic') {
    throw new KqlSemanticError(
      'SEM0001',
      `'${scope.operator}' operator: the predicate must be of type bool, and is of type ${type}`,
    )
  }
  return { constant, holds: (row) => evaluate(row) === true }
}

function compileName(name: string, scope: Scope): Scalar {
  const index = scope.columns.findIndex((column) => column.name === name)
  const column = scope.columns[index]
  if (!column) {
    throw new KqlSemanticError(
      'SEM0100',
      `'${scope.operator}' operator: Failed to resolve column or scalar expression named '${name}'`,
    )
  }
  return { type: column.type, constant: false, evaluate: (row) => row[index] }
}

function compileMember(of: Scalar, key: string | number): Scalar {
  if (of.type !== 'dynamic') {
    throw new KqlSemanticError('SEM0024', `Only a dynamic has members, and no ${of.type}`)
  }
  return applied([of], { type: 'dynamic', compute: ([value]) => memberOf(value, key) })
}

function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return Reflect.get(value, key)
}

/** Evaluates no more operands than it must. */
function compileLogic(kind: 'and' | 'or', items: readonly Expression[], scope: Scope): Scalar {
  const parts = items.map((item) => compileCondition(item, scope))
  const evaluate =
    kind === 'and'
      ? (row: Row) => parts.every((part) => part.holds(row))
      : (row: Row) => parts.some((part) => part.holds(row))
  return { type: 'bool', constant: parts.every((part) => part.constant), evaluate }
}

function compileBinary(expression: Expression & { kind: 'binary' }, scope: Scope): Scalar {
  const left = compileScalar(expression.left, scope)
  const right = compileScalar(expression.right, scope)
  const { operator } = expression
  if (isOneOf<Comparison>(comparisons, operator)) return compileComparison(operator, left, right)
  if (isOneOf<Arithmetic>(arithmetic, operator)) return compileArithmetic(operator, left, right)
  if (isOneOf<TextOperator>(textOperators, operator)) return compileText(operator, left, right)
  return operator
}

function isOneOf<T extends string>(list: readonly T[], operator: string): operator is T {
  return list.some((one) => one === operator)
}

function compileList(expression: Expression & { kind: 'list' }, scope: Scope): Scalar {
  const left = compileScalar(expression.left, scope)
  const { operator } = expression
  const one =
    operator === 'has_any'
      ? (item: Scalar) => compileText('has', left, item)
      : operator.endsWith('~')
        ? (item: Scalar) => compileText('=~', left, item)
        : (item: Scalar) => compileComparison('==', left, item)
  const tests = expression.items.map((item) => one(compileScalar(item, scope)))
  const wanted = !operator.startsWith('!')
  return {
    type: 'bool',
    constant: tests.every((test) => test.constant),
    evaluate: (row) => tests.some((test) => test.evaluate(row) === true) === wanted,
  }
}
