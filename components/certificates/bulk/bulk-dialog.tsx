'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { forgetDeleted } from '#components/deleted/forget.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import { triggerWords } from '#lib/domain/certificates/policy/lifetime.ts'
import { certificatesQuery, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import { RightNote } from '../right-note.tsx'
import {
  actAsCode,
  type BulkAct,
  type BulkGift,
  type BulkObject,
  bulkActs,
  certificateCount,
  confirmPhrase,
  placeWords,
} from './bulk-acts.ts'
import { BulkList } from './bulk-list.tsx'
import { type Outcomes, runEach } from './run-each.ts'

interface BulkDialogProps {
  act: BulkAct
  /** What is given to each, where the act gives something. */
  gift?: BulkGift
  /** Of one vault or of several. The dialog keeps those it was opened with. */
  objects: readonly BulkObject[]
  /** After each run: those that it was done to, and those that are left. */
  onDone: (done: readonly CertificateRef[], left: readonly CertificateRef[]) => void
  onClose: () => void
}

const nothing: BulkGift = {}
const keyOf = ({ vault, name }: CertificateRef) => `${vault}/${name}`

/**
 * Deletes, recovers, purges or changes several certificates and says of each what became of it. What failed stays
 * listed with its cause, and is tried again alone.
 */
export function BulkDialog({ act, gift = nothing, objects, onDone, onClose }: BulkDialogProps) {
  const words = bulkActs[act]
  const client = useQueryClient()
  const [listed] = useState(objects)
  const [outcomes, setOutcomes] = useState<Outcomes>({})
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking')
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState(false)
  const stop = useRef(false)

  const sent = listed.filter(({ blocked }) => blocked == null)
  const stateOf = (object: CertificateRef) => outcomes[keyOf(object)]?.state
  const open = sent.filter((object) => stateOf(object) !== 'done')
  const failed = sent.filter((object) => stateOf(object) === 'failed').length
  const phrase = confirmPhrase(act, sent)
  const what = sent.length === 1 && sent[0] ? sent[0].name : certificateCount(sent.length)
  const all = `${words.verb} ${what}`

  const run = async () => {
    setPhase('running')
    stop.current = false
    const before = outcomes
    const byKey = new Map(open.map((object) => [keyOf(object), object]))
    const after = await runEach(
      [...byKey.keys()],
      async (key) => words.call(byKey.get(key) ?? { vault: '', name: '' }, gift),
      (now) => setOutcomes({ ...before, ...now }),
      () => stop.current,
    )
    const done = open.filter((object) => after[keyOf(object)]?.state === 'done')
    const left = open.filter((object) => after[keyOf(object)]?.state !== 'done')
    setPhase('over')
    forget(done)
    onDone(done, left)
    if (left.length === 0) {
      showToast({
        tone: 'ok',
        title: `${what} ${words.done} ${placeWords(sent)}`,
        ...(act === 'delete' && {
          action: { label: 'See deleted', href: deletedPage(sent) },
        }),
      })
      onClose()
    }
    const vaults = new Set(done.map(({ vault }) => vault))
    await Promise.all([...vaults].map((vault) => refreshCertificates(client, vault)))
  }

  /** Takes them out of the lists at once; the lists are read again in the background. */
  const forget = (done: readonly CertificateRef[]) => {
    if (act === 'recover' || act === 'purge') return forgetDeleted(client, done)
    if (act !== 'delete') return
    for (const vault of new Set(done.map((object) => object.vault))) {
      const gone = new Set(done.filter((each) => each.vault === vault).map(({ name }) => name))
      client.setQueryData(certificatesQuery(vault).queryKey, (list) =>
        list?.filter(({ name }) => !gone.has(name)),
      )
    }
  }

  const submit = () => {
    if (open.length === 0) return
    if (phase === 'asking' && words.confirmed && typed.trim() !== phrase) setRefused(true)
    else void run()
  }

  const running = phase === 'running'
  const finished = sent.length - open.length
  return (
    <Dialog
      open
      onClose={onClose}
      busy={running}
      title={sent.length === 0 ? `Nothing can be ${words.done}` : all}
      description={`${words.meaning}${giftWords(gift)}`}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <BulkList act={act} objects={listed} outcomes={outcomes} keyOf={keyOf} />
        {phase === 'asking' ? (
          <>
            {words.confirmed && sent.length > 0 && (
              <TextField
                label={`Type ${phrase} to confirm`}
                mono
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value)
                  setRefused(false)
                }}
                error={refused ? `This is not ${phrase}.` : undefined}
              />
            )}
            <RightNote
              plane="data"
              right={words.right}
              builtInRole="Key Vault Certificates Officer"
            />
            {actAsCode(act, sent, gift).length === sent.length && sent.length > 0 && (
              <ShowAsCode writes={() => actAsCode(act, sent, gift)} />
            )}
          </>
        ) : (
          <div className="grid gap-2">
            {running && (
              <ProgressBar
                label={`${words.doing} ${what}`}
                value={finished + failed}
                max={sent.length}
              />
            )}
            <p role="status">
              {running
                ? `${words.doing}: ${finished + failed} of ${sent.length}`
                : `${finished} of ${sent.length} ${words.done}, ${open.length} left.`}
            </p>
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2 pb-1">
          {running ? (
            <Button
              onClick={() => {
                stop.current = true
              }}
            >
              Stop after this one
            </Button>
          ) : (
            <Button onClick={onClose}>{phase === 'over' ? 'Close' : 'Cancel'}</Button>
          )}
          {open.length > 0 && (
            <Button
              type="submit"
              variant={words.confirmed ? 'danger' : 'primary'}
              loading={running}
            >
              {phase === 'over' ? `${words.verb} the ${open.length} left` : all}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

function giftWords({ tags = {}, lifetimeAction }: BulkGift): string {
  if (lifetimeAction !== undefined) {
    const what = lifetimeAction.action === 'AutoRenew' ? 'renew' : 'mail the contacts'
    return ` To do: ${what} ${triggerWords(lifetimeAction)}.`
  }
  const words = Object.entries(tags).map(([name, value]) => (value ? `${name}=${value}` : name))
  return words.length === 0 ? '' : ` To add: ${words.join(', ')}.`
}

function deletedPage(objects: readonly CertificateRef[]): string {
  const [first] = objects
  const one = objects.every(({ vault }) => vault === first?.vault)
  return one && first !== undefined ? paths.vault(first.vault).deleted : paths.deleted
}
