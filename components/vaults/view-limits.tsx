import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'

interface ViewLimitsProps {
  /** The app role of the view: `Developer`. */
  appRole: string
  /** How somebody with this role gets to what the view does not do. */
  certificates: string
}

/** What this view can do today, so that nobody looks for more. */
export function ViewLimits({ appRole, certificates }: ViewLimitsProps) {
  return (
    <Panel title={`What the role ${appRole} opens here`}>
      <DefinitionList
        items={[
          {
            term: 'See',
            value:
              'The vaults above: names, addresses and settings, as the management plane of Azure shows them to your account.',
          },
          { term: 'Change', value: 'Nothing. This view only reads.' },
          { term: 'Certificates', value: certificates },
        ]}
      />
    </Panel>
  )
}
