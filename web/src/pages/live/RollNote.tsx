import { Link } from 'wouter'
import { useIngestStatus } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { Shape } from '../../ui/Shape'
import css from './Live.module.css'

/** Says that Amazon Connect has not told who is here since the start; nothing where it has, or is not asked. */
export function RollNote() {
  const { t } = useLanguage()
  const { data } = useIngestStatus(5_000)
  if (!data?.amazon_connect.some(({ roll }) => roll.as_of === null && roll.problem !== '')) return null
  return (
    <p className={css.note} role="status">
      <Shape tone="warn" />
      <span>
        {t.live.agents.unanswered} <Link href="/pipeline">{t.pipeline.title}</Link>
      </span>
    </p>
  )
}
