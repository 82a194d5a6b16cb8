import { templateFor } from '#lib/domain/certificates/policy/templates.ts'
import { type TemplateValues, templateValues } from '../policy-form/policy-values.ts'
import { type CreateValues, valuesOnWay } from './create-model.ts'
import type { OrderWay } from './ways.ts'

/**
 * The values on another way, with the validity and the renewal that their purpose has there: who signs
 * decides how long, and how early it must begin. What the person chose of them stays.
 */
export function moveToWay(values: CreateValues, way: OrderWay, now: Date): CreateValues {
  const moved = valuesOnWay(values, way)
  if (moved === values) return values
  const { purpose } = values
  if (purpose === null) return moved
  const template = (issuer: string) =>
    templateValues(templateFor(purpose, { issuer, now, premium: null, environment: null }).policy)
  const before = template(values.issuer)
  const after = template(moved.issuer)
  const untouched = (field: keyof TemplateValues) =>
    JSON.stringify(values[field]) === JSON.stringify(before[field])
  return {
    ...moved,
    ...(untouched('validityMonths') ? { validityMonths: after.validityMonths } : {}),
    ...(untouched('lifetimeAction') ? { lifetimeAction: after.lifetimeAction } : {}),
  }
}
