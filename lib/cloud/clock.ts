import { readSetting, writeSetting } from './settings.ts'
import type { CloudStore } from './store/store.ts'

/** The shifted time that vault and ARM objects live on. */
export interface CloudClock {
  /** Real time plus the shift. */
  now(): Date
}

/** The clock as the control API sees it: it can be moved, and stays moved over a restart. */
export interface ShiftableClock extends CloudClock {
  /** Makes `now()` say `target` at this moment; time then runs on from there. */
  shiftTo(target: Date): Promise<void>
  /** Back to real time. */
  reset(): Promise<void>
}

const settingName = 'clock-shift-ms'

export function createShiftableClock(store: CloudStore): ShiftableClock {
  let shiftMs = Number(readSetting(store, settingName) ?? '0')

  async function shiftBy(ms: number): Promise<void> {
    await store.write((db) => writeSetting(db, settingName, String(ms)))
    shiftMs = ms
  }
  return {
    now: () => new Date(Date.now() + shiftMs),
    shiftTo: (target) => shiftBy(target.getTime() - Date.now()),
    reset: () => shiftBy(0),
  }
}
