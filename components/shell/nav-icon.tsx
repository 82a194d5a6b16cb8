import FileBadge from 'lucide-react/icons/file-badge'
import Hourglass from 'lucide-react/icons/hourglass'
import House from 'lucide-react/icons/house'
import LayoutDashboard from 'lucide-react/icons/layout-dashboard'
import Mail from 'lucide-react/icons/mail'
import Trash from 'lucide-react/icons/trash-2'
import Users from 'lucide-react/icons/users'
import Vault from 'lucide-react/icons/vault'
import type { NavIconName } from './nav.ts'

const icons = {
  overview: LayoutDashboard,
  vaults: Vault,
  certificates: FileBadge,
  deleted: Trash,
  pending: Hourglass,
  access: Users,
  mails: Mail,
  home: House,
}

/** The icon of a place in the navigation. */
export function NavIcon({ name, className }: { name: NavIconName; className?: string }) {
  const Icon = icons[name]
  return <Icon aria-hidden className={className} />
}
