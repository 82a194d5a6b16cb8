import { type ReactNode, useId } from 'react'

interface FormSectionProps {
  title: string
  description?: ReactNode
  children: ReactNode
}

/** A part of a form: what it is about on the left, its fields on the right; one column when narrow. */
export function FormSection({ title, description, children }: FormSectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-4 border-b border-line px-4 py-5 last:border-b-0 lg:grid-cols-[15rem_minmax(0,36rem)]"
    >
      <div>
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {description !== undefined && (
          <div className="mt-0.5 max-w-prose text-xs text-ink-3">{description}</div>
        )}
      </div>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  )
}

/** The end of a form: what is wrong with the whole of it, then the buttons, the primary one first. */
export function FormActions({ error, children }: { error?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-3 border-t border-line px-4 py-3">
      {error}
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </div>
  )
}
