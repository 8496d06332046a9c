import { useLanguage } from '../i18n/language'

export type TimeField = 'initiation' | 'disconnect' | 'enqueue' | 'connected_to_agent'

type Props = { field: TimeField; zone: string; dayStart?: string; className?: string | undefined }

/** By which moment of a contact a page counts, in which zone, and when its days begin. */
export function TimeBasis({ field, zone, dayStart = '00:00', className }: Props) {
  const { t } = useLanguage()
  const parts = [t.basis[field], zone, ...(dayStart === '00:00' ? [] : [t.basis.dayStart(dayStart)])]
  return (
    <span className={className} title={t.basis.tip[field]} data-basis={field}>
      {parts.join(' · ')}
    </span>
  )
}
