'use client'

import Download from 'lucide-react/icons/download'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { fromBase64, utf8 } from '#lib/base/encodings.ts'
import type { RequestContent } from '#lib/features/certificates/schema.ts'
import { groupHex } from '../group-hex.ts'
import { saveFile } from './save-file.ts'
import { namesList } from './words.ts'

interface SigningRequestProps {
  name: string
  /** Base64 DER without armour. */
  csr: string
  /** What it says; null when it cannot be read. */
  request: RequestContent | null
}

/** The request for a CA: what it asks for, and the file in each form that CAs take. */
export function SigningRequest({ name, csr, request }: SigningRequestProps) {
  const pem = toPem(csr)
  const save = (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
    // RFC 5967: the media type of PKCS#10.
    saveFile({ blob: new Blob([bytes], { type: 'application/pkcs10' }), fileName })
  return (
    <section
      aria-label="Signing request"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-line pt-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">Signing request</h3>
        <div className="flex gap-2">
          <Button
            size="sm"
            icon={<Download aria-hidden />}
            onClick={() => save(utf8(pem), `${name}.csr`)}
          >
            PEM
          </Button>
          <Button
            size="sm"
            icon={<Download aria-hidden />}
            onClick={() => save(fromBase64(csr), `${name}.der.csr`)}
          >
            DER
          </Button>
        </div>
      </div>
      {request !== null && (
        <DefinitionList
          items={[
            { term: 'Subject', value: request.subject, mono: true },
            { term: 'Names', value: namesList(request.names).join(', '), mono: true },
            { term: 'Key', value: request.key },
            { term: 'Signature', value: request.signatureAlgorithm },
            {
              term: 'Key SHA-256',
              value: (
                <MonoId
                  value={groupHex(request.keySha256)}
                  label="SHA-256 of the public key"
                  head={24}
                  tail={9}
                />
              ),
            },
          ]}
        />
      )}
      <CodeBlock code={pem} label="signing request" />
    </section>
  )
}

/** RFC 7468 section 7. */
function toPem(base64: string): string {
  const lines = base64.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}
