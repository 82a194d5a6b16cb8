'use client'

import { useLoaded } from '#components/ui/use-loaded.ts'
import type { SubjectReading } from '#lib/domain/certificates/subject.ts'

// It knows all types of name, and an empty form needs none of them.
const loadSubjects = () => import('#lib/domain/certificates/subject.ts')

/** Reads a subject while it is typed; null for an empty one, and until the reader has come. */
export function useSubjectReading(text: string): SubjectReading | null {
  const empty = text.trim() === ''
  const subjects = useLoaded(!empty, loadSubjects)
  return empty || subjects === null ? null : subjects.readSubject(text)
}
