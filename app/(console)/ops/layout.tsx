import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ViewFrame } from '../view-frame.tsx'
import { viewTitle } from '../view-title.ts'

export function generateMetadata(): Promise<Metadata> {
  return viewTitle('ops')
}

export default function OpsLayout({ children }: { children: ReactNode }) {
  return <ViewFrame view="ops">{children}</ViewFrame>
}
