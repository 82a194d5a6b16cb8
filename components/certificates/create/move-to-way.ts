import { templateFor } from '#lib/domain/certificates/policy/templates.ts'
import { type CreateValues, valuesOnWay } from './create-model.ts'
import type { OrderWay } from './ways.ts'

/**
 * The values on another way, with the validity that their purpose has there: a CA may sign for longer than
 * anybody should sign for himself. A validity that the person chose stays.
 */
export function moveToWay(values: CreateValues, way: OrderWay, now: Date): CreateValues {
  const moved = valuesOnWay(values, way)
  const { purpose } = values
  if (purpose === null) return moved
  const months = (issuer: string) => {
    const setting = { issuer, now, premium: null, environment: null }
    return String(templateFor(purpose, setting).policy.validityMonths)
  }
  return values.validityMonths === months(values.issuer)
    ? { ...moved, validityMonths: months(moved.issuer) }
    : moved
}
