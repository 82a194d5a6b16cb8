import type { ReactNode } from 'react'
import { ViewFrame } from '../view-frame.tsx'

export default function DevLayout({ children }: { children: ReactNode }) {
  return <ViewFrame view="dev">{children}</ViewFrame>
}
