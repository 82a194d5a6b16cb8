'use client'

import { useState } from 'react'
import { certificateCount } from '#components/certificates/bulk/bulk-acts.ts'
import { fromTagPairs, tagPairsProblem } from '#components/certificates/fields/tag-pairs.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TagEditor, type TagPair } from '#components/ui/tag-editor.tsx'

interface TagsDialogProps {
  count: number
  onNext: (tags: Readonly<Record<string, string>>) => void
  onClose: () => void
}

/** Asks which tags to add; what that changes is shown before anything is sent. */
export function TagsDialog({ count, onNext, onClose }: TagsDialogProps) {
  const [pairs, setPairs] = useState<readonly TagPair[]>([{ key: '', value: '' }])
  const [problem, setProblem] = useState<string | undefined>()
  const submit = () => {
    const tags = fromTagPairs(pairs)
    const found =
      tagPairsProblem(pairs) ??
      (Object.keys(tags).length === 0 ? 'Give at least one tag a name.' : undefined)
    if (found === undefined) onNext(tags)
    else setProblem(found)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Add tags to ${certificateCount(count)}`}
      description="To the newest version of each. Tags that it has stay; one of the same name gets the new value."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TagEditor
          label="Tags"
          value={pairs}
          error={problem}
          onChange={(next) => {
            setPairs(next)
            setProblem(undefined)
          }}
        />
        <div className="flex justify-end gap-2 pb-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
