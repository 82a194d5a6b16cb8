import CircleX from 'lucide-react/icons/circle-x'

interface FieldErrorProps {
  /** Named by the control's `aria-describedby`. */
  id: string
  message: string | undefined
}

/** What is wrong with the field above, right under it. */
export function FieldError({ id, message }: FieldErrorProps) {
  return (
    <div id={id} aria-live="polite" className="text-xs text-bad">
      {message !== undefined && (
        <span className="mt-1 flex items-start gap-1.5">
          <CircleX aria-hidden className="mt-px size-3.5" />
          <span className="min-w-0 break-words">{message}</span>
        </span>
      )}
    </div>
  )
}
