import type { ReactNode } from 'react'
import { ViewFrame } from '../view-frame.tsx'

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <ViewFrame view="audit">{children}</ViewFrame>
}
