import { Refused } from './(console)/refused.tsx'

export default function Forbidden() {
  return <Refused />
}
