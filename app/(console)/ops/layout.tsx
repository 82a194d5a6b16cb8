import type { ReactNode } from 'react'
import { ViewFrame } from '../view-frame.tsx'

export default function OpsLayout({ children }: { children: ReactNode }) {
  return <ViewFrame view="ops">{children}</ViewFrame>
}
