'use client'

import { createContext, type ReactNode, use } from 'react'
import type { Place } from '#lib/domain/show-as-code/write.ts'

const PlaceContext = createContext<Place>({ vaultSuffix: '.vault.azure.net' })

/** Tells the code below it which cloud of Azure the console works on. */
export function PlaceProvider({ vaultSuffix, children }: Place & { children: ReactNode }) {
  return <PlaceContext value={{ vaultSuffix }}>{children}</PlaceContext>
}

export function usePlace(): Place {
  return use(PlaceContext)
}
