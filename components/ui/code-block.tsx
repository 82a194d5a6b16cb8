import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'

interface CodeBlockProps {
  code: string
  /** What it is, for the copy button and the region: `certificate in PEM form`. */
  label: string
  /** Breaks long lines and grows with the text, instead of scrolling in itself. What is copied has no breaks. */
  wrap?: boolean
}

/** Text to read and to copy, as it is. Scrolls in itself; the keyboard reaches it. */
export function CodeBlock({ code, label, wrap = false }: CodeBlockProps) {
  return (
    <div className="relative rounded-md border border-line bg-ground">
      {/* biome-ignore lint/a11y/useSemanticElements: a group of scrolling content; a fieldset is for fields. */}
      <div
        role="group"
        aria-label={label}
        // A region that scrolls must take the focus.
        tabIndex={wrap ? undefined : 0}
        className={cx('rounded-md p-3 pr-12', !wrap && 'max-h-80 overflow-auto')}
      >
        <pre
          className={cx('font-mono text-xs leading-5', wrap && 'whitespace-pre-wrap wrap-anywhere')}
        >
          <code>{code}</code>
        </pre>
      </div>
      <CopyButton
        value={code}
        label={`Copy ${label}`}
        className="absolute top-2 right-2 bg-panel"
      />
    </div>
  )
}
