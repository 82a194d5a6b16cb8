import { Refused } from '../refused.tsx'

export default function AuditForbidden() {
  return <Refused view="audit" />
}
