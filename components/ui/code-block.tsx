import { CopyButton } from './copy-button.tsx'

interface CodeBlockProps {
  code: string
  /** What it is, for the copy button and the region: `certificate in PEM form`. */
  label: string
}

/** Text to read and to copy, as it is. Scrolls in itself; the keyboard reaches it. */
export function CodeBlock({ code, label }: CodeBlockProps) {
  return (
    <div className="relative rounded-md border border-line bg-ground">
      {/* biome-ignore lint/a11y/useSemanticElements: a group of scrolling content; a fieldset is for fields. */}
      <div
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus.
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-md p-3 pr-12"
      >
        <pre className="font-mono text-xs leading-5">
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
