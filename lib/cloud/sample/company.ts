import { putGroup, putUser } from '../login/directory.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'
import { putWorkloads } from './workloads.ts'

type Team = 'petdash' | 'iot' | 'network' | 'sre' | 'finance' | 'support' | 'architecture'

/** People of the sample company besides those with an account: given name, surname, work, team. */
const staff: readonly (readonly [given: string, surname: string, job: string, team: Team])[] = [
  ['Amara', 'Okafor', 'Lead Engineer', 'petdash'],
  ['Bastian', 'Krüger', 'Software Engineer', 'petdash'],
  ['Chiara', 'Moretti', 'Software Engineer', 'petdash'],
  ['Daniel', 'O’Hara', 'Test Engineer', 'petdash'],
  ['Elif', 'Aydin', 'Lead Engineer', 'iot'],
  ['Finn', 'Halvorsen', 'Firmware Engineer', 'iot'],
  ['Grace', 'Mwangi', 'Firmware Engineer', 'iot'],
  ['Hugo', 'Delacroix', 'Network Engineer', 'network'],
  ['Ines', 'Carvalho', 'Network Engineer', 'network'],
  ['Jonas', 'Lindgren', 'Site Reliability Engineer', 'sre'],
  ['Keiko', 'Tanaka', 'Site Reliability Engineer', 'sre'],
  ['Lars', 'van Dijk', 'Site Reliability Engineer', 'sre'],
  ['Magda', 'Nowak', 'Controller', 'finance'],
  ['Nils', 'Eriksson', 'Accountant', 'finance'],
  ['Priya', 'Raman', 'Support Engineer', 'support'],
  ['Quentin', 'Leroy', 'Support Engineer', 'support'],
  ['Rosa', 'Jiménez', 'Support Engineer', 'support'],
  ['Sven', 'Achterberg', 'Enterprise Architect', 'architecture'],
  ['Tara', 'Whelan', 'Security Architect', 'architecture'],
]

interface GroupPlan {
  name: string
  description: string
  teams?: readonly Team[]
  /** Object ids of further members. */
  members?: readonly string[]
  /** Names of groups in it, which come earlier in the list. */
  groups?: readonly string[]
}

function groupPlans(cast: Cast): GroupPlan[] {
  return [
    { name: 'Petdash', description: 'Builds and runs Petdash', teams: ['petdash'] },
    { name: 'IoT Lab', description: 'Devices and their provisioning', teams: ['iot'] },
    { name: 'Network Operations', description: 'Gateways and VPN', teams: ['network'] },
    { name: 'Site Reliability', description: 'On call for production', teams: ['sre'] },
    {
      name: 'Security Operations',
      description: 'Runs vaults and certificates',
      members: cast.ops,
    },
    { name: 'Internal Audit', description: 'Reads, never changes', members: cast.auditors },
    {
      name: 'Engineering',
      description: 'Everyone who builds',
      teams: ['architecture'],
      members: [cast.platformTeam],
      groups: ['Petdash', 'IoT Lab'],
    },
    {
      name: 'Operations',
      description: 'Everyone who is on call',
      groups: ['Network Operations', 'Site Reliability', 'Security Operations'],
    },
    {
      name: 'All Employees',
      description: 'The whole company',
      teams: ['finance', 'support'],
      members: cast.owners,
      groups: ['Engineering', 'Operations', 'Internal Audit'],
    },
    {
      name: 'Production Workloads',
      description: 'Identities of what serves customers',
      members: [
        cast.workload('petdash-web'),
        cast.workload('petdash-orders'),
        cast.workload('petdash-billing'),
      ],
    },
  ]
}

/** Puts the company's people, groups and applications into the directory, inside a write. */
export function putCompany(db: Db, cast: Cast, domain: string): void {
  putWorkloads(db, cast)
  putGroup(db, {
    objectId: cast.platformTeam,
    displayName: 'Platform Engineering',
    description: 'Clusters, pipelines and shared services',
    members: cast.developers,
  })
  for (const [givenName, surname, jobTitle] of staff) {
    putUser(db, {
      objectId: staffId(cast, surname),
      userPrincipalName: `${plain(givenName)}.${plain(surname)}@${domain}`,
      displayName: `${givenName} ${surname}`,
      roles: [],
      profile: { givenName, surname, jobTitle },
      signsIn: false,
    })
  }
  for (const { name, description, teams = [], members = [], groups = [] } of groupPlans(cast)) {
    const people = staff.filter(([, , , team]) => teams.includes(team))
    putGroup(db, {
      objectId: groupId(cast, name),
      displayName: name,
      description,
      members: [
        ...people.map(([, surname]) => staffId(cast, surname)),
        ...members,
        ...groups.map((one) => groupId(cast, one)),
      ],
    })
  }
}

function staffId(cast: Cast, surname: string): string {
  return stableGuid(cast.tenantId, `person ${surname}`)
}

function groupId(cast: Cast, name: string): string {
  return stableGuid(cast.tenantId, `group ${name}`)
}

/** As addresses are written: plain letters without spaces. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
}
