import type { Db } from '../store/store.ts'
import type { Due, DueSource } from './due.ts'

/** Something due, with the source that can carry it out. */
export interface AgendaEntry<Source extends DueSource = DueSource> extends Due {
  source: Source
  /** Names the entry among all. */
  id: string
}

/** The first entries of all sources at `until` or before. Within a second, in the order of the sources. */
export function firstDue<Source extends DueSource>(
  db: Db,
  sources: readonly Source[],
  until: number,
  limit: number,
): AgendaEntry<Source>[] {
  return (
    sources
      .flatMap((source) => source.list(db, until, limit).map((due) => entryOf(source, due)))
      // Stable: what falls due in the same second keeps the order of the sources.
      .sort((a, b) => a.at - b.at)
      .slice(0, limit)
  )
}

function entryOf<Source extends DueSource>(source: Source, due: Due): AgendaEntry<Source> {
  return { ...due, source, id: `${source.name}/${due.vault}/${due.name}/${due.at}` }
}
