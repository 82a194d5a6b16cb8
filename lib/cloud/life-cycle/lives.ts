import { findVaultByKey } from '../arm/vaults/table.ts'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { integer, text, textOrNull } from '../store/row.ts'
import type { Db } from '../store/store.ts'
import {
  type Due,
  type DueSource,
  never,
  type Occurrence,
  type Step,
  type StepResult,
  secondsPerDay,
} from './due.ts'

/** A point in the life of a version. */
export interface Moment {
  kind: string
  /** Epoch seconds. */
  at: number
}

/** The current version of a name, and all that happens to it by itself. */
export interface Life<Subject> {
  version: string
  /** Nothing happens before: that is when the version or what it depends on was last changed. */
  since: number
  /** What happens at the same time happens in this order. */
  moments: readonly Moment[]
  subject: Subject
}

/** What is in the lives of one kind of objects. */
export interface LifePlan<Subject> {
  kind: 'certificate' | 'key' | 'secret'
  /** The life of a live name; null when it has no current version. */
  read(db: Db, vault: number, name: string): Life<Subject> | null
}

/** What happens in the lives of one kind of objects, and how. */
export interface LifeRules<Subject> extends LifePlan<Subject> {
  /** Does what takes time for a moment. */
  prepare(
    life: Life<Subject>,
    moment: Moment,
    occurrence: Occurrence,
  ): LifeStep<Subject> | Promise<LifeStep<Subject>>
}

/**
 * Whether a moment has happened; whether that brought about more than the next moment of this life, and
 * what is to be done once it is durable. Or when to look again, epoch seconds; 0 for at once.
 */
export type LifeOutcome =
  | { happened: true; brings?: true; after?: () => void }
  | { happened: false; again: number }

/**
 * Carries a moment out, inside a write.
 * @param life as it is now; the same version as when the step was prepared
 */
export type LifeStep<Subject> = (db: Db, life: Life<Subject>, vault: VaultRecord) => LifeOutcome

/** A moment of a life that is next, and when it happens. */
interface Next {
  moment: Moment
  at: number
}

/** The source of everything that happens to one kind of objects. */
export function livesOf<Subject>(
  rules: LifeRules<Subject>,
  store: { read<T>(fn: (db: Db) => T): T },
): DueSource {
  const table = `vault_${rules.kind}s`
  return {
    name: rules.kind,
    list: (db, until, limit) =>
      db
        .sql(
          `SELECT vault, name, life_due FROM ${table} INDEXED BY ${table}_life
           WHERE life_due IS NOT NULL AND life_due <= ? ORDER BY life_due, vault, name LIMIT ?`,
        )
        .all(until, limit)
        .map((row) => ({
          at: integer(row, 'life_due'),
          vault: integer(row, 'vault'),
          name: text(row, 'name'),
        })),
    prepare(occurrence) {
      if (occurrence.at === 0) return planning(rules, table, occurrence)
      const { life, next } = store.read((db) => look(db, rules, table, occurrence))
      if (!life || !next) return planning(rules, table, occurrence)
      const made = rules.prepare(life, next.moment, occurrence)
      const step = (ready: LifeStep<Subject>) => carrying(rules, table, occurrence, life, ready)
      return made instanceof Promise ? made.then(step) : step(made)
    },
    postpone: (db, due, until) => setDue(db, table, due, until),
  }
}

/** The step that works out when something next happens. */
function planning<Subject>(rules: LifeRules<Subject>, table: string, occurrence: Occurrence): Step {
  return (db) => plan(db, rules, table, occurrence)
}

function plan<Subject>(
  db: Db,
  rules: LifeRules<Subject>,
  table: string,
  occurrence: Occurrence,
): StepResult {
  const { next } = look(db, rules, table, occurrence)
  return wait(db, table, occurrence, next && Math.max(next.at, occurrence.time, 1))
}

/** The step that lets the next moment happen, if the life is still the one it was prepared for. */
function carrying<Subject>(
  rules: LifeRules<Subject>,
  table: string,
  occurrence: Occurrence,
  seen: Life<Subject>,
  step: LifeStep<Subject>,
): Step {
  return (db) => {
    const { life, next, done } = look(db, rules, table, occurrence)
    if (!life || !next || life.version !== seen.version) return wait(db, table, occurrence, 0)
    const vault = findVaultByKey(db, occurrence.vault)
    // A deleted vault keeps its objects, and they their moments until it is recovered.
    if (!vault) return wait(db, table, occurrence, occurrence.time + secondsPerDay)
    const outcome = step(db, life, vault)
    if (!outcome.happened) return wait(db, table, occurrence, outcome.again)
    const marks = [life.version, ...done, markOf(next.moment)].join(' ')
    db.sql(`UPDATE ${table} SET life_done = ? WHERE vault = ? AND name = ?`).run(
      marks,
      occurrence.vault,
      occurrence.name,
    )
    const planned = plan(db, rules, table, occurrence)
    // What else a renewal touches, its key and its secret, has yet to be worked out.
    return {
      next: outcome.brings ? 0 : planned.next,
      ...(outcome.after ? { after: outcome.after } : {}),
    }
  }
}

/**
 * Takes as done whatever would have happened by `now` to rows that nobody has looked at yet: made-up
 * objects come with their past. Inside a write.
 */
export function passOver(db: Db, plan: LifePlan<unknown>, now: number): void {
  const table = `vault_${plan.kind}s`
  for (const row of db.sql(`SELECT vault, name FROM ${table} WHERE life_due = 0`).all()) {
    const id = { at: 0, vault: integer(row, 'vault'), name: text(row, 'name') }
    const { life } = look(db, plan, table, id)
    const past = life?.moments.filter((moment) => moment.at <= now) ?? []
    db.sql(`UPDATE ${table} SET life_done = ? WHERE vault = ? AND name = ?`).run(
      life && [life.version, ...past.map(markOf)].join(' '),
      id.vault,
      id.name,
    )
  }
}

function look<Subject>(
  db: Db,
  rules: LifePlan<Subject>,
  table: string,
  { vault, name }: Due,
): { life: Life<Subject> | null; next: Next | null; done: readonly string[] } {
  const row = db
    .sql(`SELECT life_done FROM ${table} WHERE vault = ? AND name = ? AND deleted_at IS NULL`)
    .get(vault, name)
  const life = row ? rules.read(db, vault, name) : null
  if (!row || !life) return { life: null, next: null, done: [] }
  const [version, ...marks] = (textOrNull(row, 'life_done') ?? '').split(' ')
  const known = new Set(life.moments.map(markOf))
  // Marks of an earlier version, and of moments that have moved since, mean nothing any more.
  const done = version === life.version ? marks.filter((mark) => known.has(mark)) : []
  return { life, next: nextOf(life, done), done }
}

function nextOf<Subject>(life: Life<Subject>, done: readonly string[]): Next | null {
  const [next] = life.moments
    .filter((moment) => !done.includes(markOf(moment)))
    .map((moment) => ({ moment, at: Math.max(moment.at, life.since) }))
    .sort((a, b) => a.at - b.at)
  return next ?? null
}

/** A moment that moves, by another trigger or another expiry, is another moment. */
function markOf(moment: Moment): string {
  return `${moment.kind}@${moment.at}`
}

function setDue(db: Db, table: string, { vault, name }: Due, at: number | null): void {
  db.sql(`UPDATE ${table} SET life_due = ? WHERE vault = ? AND name = ?`).run(at, vault, name)
}

function wait(db: Db, table: string, due: Due, at: number | null): StepResult {
  setDue(db, table, due, at)
  return { next: at ?? never }
}
