'use client'

import { useState } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import {
  type CodeTarget,
  codeBlocks,
  targetsOf,
  type Write,
} from '#lib/domain/show-as-code/snippets.ts'
import { usePlace } from './place.tsx'

const labels: Record<CodeTarget, string> = {
  az: 'Azure CLI',
  powershell: 'PowerShell',
  rest: 'REST',
  bicep: 'Bicep',
}

const needs: Record<CodeTarget, string> = {
  az: 'For bash, after az login. Runs as you, with your rights on the vault.',
  powershell: 'For PowerShell 7 with the module Az.KeyVault, after Connect-AzAccount. Runs as you.',
  rest: 'The request itself, and the same sent by az rest with your sign-in.',
  bicep: 'For az deployment group create. Runs as you, and can be run again.',
}

/** Chosen once, kept until the page is left: people who script stay with one tool. */
let chosen: CodeTarget = 'az'

interface CodeDialogProps {
  writes: readonly Write[]
  /** Where there are some, they stand in the place of the code. */
  faults: readonly string[]
  onClose: () => void
}

/** What would be sent, as code for one of three tools. */
export function CodeDialog({ writes, faults, onClose }: CodeDialogProps) {
  const place = usePlace()
  const targets = targetsOf(writes)
  const [target, setTarget] = useState(targets.find((one) => one === chosen) ?? 'az')
  const choose = (value: string) => {
    chosen = targets.find((one) => one === value) ?? chosen
    setTarget(chosen)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title="Show as code"
      description="The same change for a script or a runbook. Passwords and keys are asked for where it runs; none stands in the code."
      actions={<Button onClick={onClose}>Done</Button>}
    >
      {faults.length > 0 ? (
        <Banner tone="warn" title="The form would not be sent as it is: correct this first">
          <ul aria-label="Faults" className="list-disc pl-4">
            {faults.map((fault) => (
              <li key={fault} className="wrap-anywhere">
                {fault}
              </li>
            ))}
          </ul>
        </Banner>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <Segmented
            label="Tool"
            name="code-target"
            value={target}
            onChange={(event) => choose(event.target.value)}
            options={targets.map((value) => ({ value, label: labels[value] }))}
            hint={needs[target]}
          />
          {codeBlocks(target, writes, place).map(({ label, code, notes }) => (
            <div key={label} className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
              <CodeBlock code={code} label={label} wrap />
              {notes.map((note) => (
                <p key={note} className="text-xs text-ink-3 wrap-anywhere">
                  {note}
                </p>
              ))}
            </div>
          ))}
        </div>
      )}
    </Dialog>
  )
}
