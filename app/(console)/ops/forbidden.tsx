import { Refused } from '../refused.tsx'

export default function OpsForbidden() {
  return <Refused view="ops" />
}
