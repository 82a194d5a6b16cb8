import { describe, expect, it } from 'vitest'
import type { ManagementWrite } from './management.ts'
import { codeBlocks, targetsOf } from './snippets.ts'

const place = { vaultSuffix: '.vault.azure.net' }
const write: ManagementWrite = {
  kind: 'management',
  request: {
    method: 'PATCH',
    path: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v',
    apiVersion: '2026-02-01',
    body: { tags: { note: "it's ours" } },
  },
  az: null,
  powershell: null,
}

describe('a management write without commands of its own', () => {
  it('is sent as it is by each tool, and says so', () => {
    const [az] = codeBlocks('az', [write], place)
    expect(az?.code).toContain('az rest \\\n  --method patch')
    expect(az?.code).toContain('vaults/v?api-version=2026-02-01')
    expect(az?.code).toContain(String.raw`it\u0027s ours`)
    expect(az?.notes).toEqual([expect.stringContaining('no command')])
    const [powershell] = codeBlocks('powershell', [write], place)
    expect(powershell?.code).toContain('Invoke-AzRestMethod')
    expect(powershell?.notes).toEqual([expect.stringContaining('no cmdlet')])
  })

  it('names the management host of the cloud it is in', () => {
    const [here] = codeBlocks('rest', [write], place)
    expect(here?.code).toContain('PATCH https://management.azure.com/subscriptions/s/')
    const [china] = codeBlocks('rest', [write], { vaultSuffix: '.vault.azure.cn' })
    expect(china?.code).toContain('PATCH https://management.chinacloudapi.cn/')
  })

  it('stands beside writes to a vault, in their order', () => {
    const [both] = codeBlocks('az', [{ kind: 'delete', vault: 'v', name: 'a' }, write], place)
    expect(both?.code).toMatch(/^az keyvault certificate delete.*\n\naz rest/)
  })
})

describe('targetsOf', () => {
  it('offers Bicep only where each write has a template', () => {
    expect(targetsOf([write])).not.toContain('bicep')
    const made = { ...write, bicep: { code: 'resource …', notes: [] } }
    expect(targetsOf([made])).toContain('bicep')
    expect(codeBlocks('bicep', [made], place)[0]?.code).toBe('resource …')
    expect(targetsOf([made, write])).not.toContain('bicep')
    expect(targetsOf([])).not.toContain('bicep')
  })
})
