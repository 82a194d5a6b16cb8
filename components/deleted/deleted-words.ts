import { formatDate } from '#components/ui/format-time.ts'
import type { DeletedCertificate } from '#lib/features/certificates/schema.ts'

/** Why a deleted certificate cannot be purged now, and when the service does it by itself. */
export function protectedReason({
  vault,
  scheduledPurgeOn,
}: Pick<DeletedCertificate, 'vault' | 'scheduledPurgeOn'>): string {
  const until =
    scheduledPurgeOn === null
      ? 'until its retention is over'
      : `before ${formatDate(new Date(scheduledPurgeOn))}`
  return `${vault} has purge protection: nobody can purge this ${until}.`
}
