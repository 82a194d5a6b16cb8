import { Refused } from '../refused.tsx'

export default function DevForbidden() {
  return <Refused view="dev" />
}
