import { describe, expect, it } from 'vitest'
import { sampleWrites } from '#lib/testing/sample-writes.ts'
import { codeBlocks, codeTargets } from './snippets.ts'
import type { CertificateWrite } from './write.ts'

const place = { vaultSuffix: '.vault.azure.net' }

describe.each(codeTargets)('%s', (target) => {
  it.each(Object.entries(sampleWrites))('shows %s', (_what, write) => {
    const blocks = codeBlocks(target, [write], place)
    const text = blocks.map(({ label, code, notes }) =>
      [`# ${label}`, code, ...notes.map((note) => `! ${note}`)].join('\n'),
    )
    expect(text.join('\n\n')).toMatchSnapshot()
  })
})

describe('codeBlocks', () => {
  const remove = (name: string): CertificateWrite => ({ kind: 'delete', vault: 'v', name })

  it('sets one-line commands close and tells each note once', () => {
    const [az] = codeBlocks('az', [remove('a'), remove('b')], place)
    expect(az?.code).toBe(
      'az keyvault certificate delete --vault-name v --name a\naz keyvault certificate delete --vault-name v --name b',
    )
    const cancel = { kind: 'cancel-operation', vault: 'v', name: 'a' } as const
    const [twice] = codeBlocks('az', [cancel, { ...cancel, name: 'b' }], place)
    expect(twice?.notes).toHaveLength(1)
  })

  it('names the hosts of the cloud it is in', () => {
    const [request, command] = codeBlocks('rest', [remove('a')], { vaultSuffix: '.vault.azure.cn' })
    expect(request?.code).toContain('DELETE https://v.vault.azure.cn/certificates/a?')
    expect(command?.code).toContain('--resource https://vault.azure.cn')
  })

  it('says what AzureRM called it', () => {
    const [block] = codeBlocks('powershell', [remove('a')], place)
    expect(block?.notes).toEqual(['In AzureRM, retired in 2024: Remove-AzureKeyVaultCertificate.'])
  })
})
