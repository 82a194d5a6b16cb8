'use client'

import { useEffect, useState } from 'react'
import type { SubjectReading } from '#lib/domain/certificates/subject.ts'

type Read = (text: string) => SubjectReading

/**
 * Reads a subject while it is typed; null for an empty one, and until the reader has come. It is fetched
 * with the first letter, since it knows all types of name and an empty form needs none of them.
 */
export function useSubjectReading(text: string): SubjectReading | null {
  const [read, setRead] = useState<Read | null>(null)
  const empty = text.trim() === ''
  useEffect(() => {
    if (empty || read !== null) return
    let gone = false
    import('#lib/domain/certificates/subject.ts').then(
      (module) => {
        if (!gone) setRead(() => module.readSubject)
      },
      // The preview is a help only: the subject is checked again when it is sent.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [empty, read])
  return empty || read === null ? null : read(text)
}
