import { readSetting, writeSetting } from '../settings.ts'
import type { Db } from '../store/store.ts'

/** How far the making of the estate came; null before the first start. `none`: without the sample. */
export type EstateState = 'begun' | 'done' | 'none'

const setting = 'sample'

export function readEstateState(db: Db): EstateState | null {
  const state = readSetting(db, setting)
  return state === 'begun' || state === 'done' || state === 'none' ? state : null
}

/** Call inside `store.write`. */
export function writeEstateState(db: Db, state: EstateState): void {
  writeSetting(db, setting, state)
}
