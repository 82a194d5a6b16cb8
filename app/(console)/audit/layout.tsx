import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ViewFrame } from '../view-frame.tsx'
import { viewTitle } from '../view-title.ts'

export function generateMetadata(): Promise<Metadata> {
  return viewTitle('audit')
}

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <ViewFrame view="audit">{children}</ViewFrame>
}
