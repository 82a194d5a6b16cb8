import type { ShiftableClock } from '../clock.ts'
import { parseForeign } from '../json-depth.ts'
import type { LifeCycle } from '../life-cycle/life-cycle.ts'
import type { CloudStore } from '../store/store.ts'
import type { Throttle } from '../vault/throttle/throttle.ts'
import type { Faults } from './faults.ts'
import { problem } from './problem.ts'

/** What the control API works on. */
export interface ControlServices {
  store: CloudStore
  clock: ShiftableClock
  /** What happens by itself: moving the clock forward brings it about. */
  life: LifeCycle
  faults: Faults
  throttle: Throttle
  controlToken: string
  /** Empties the cloud and, when asked, fills it with the sample. */
  reset(sample: boolean): Promise<void>
}

/** Answers one method and path of the control API. */
export type ControlHandler = (
  services: ControlServices,
  request: Request,
) => Promise<Response> | Response

/** The JSON of a body; null when it is none. */
export async function readBody(request: Request): Promise<unknown> {
  try {
    return parseForeign(await request.text())
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** 400 with a hint at what was wanted. */
export function invalid(detail: string): Response {
  return problem(400, 'Invalid request', detail)
}
