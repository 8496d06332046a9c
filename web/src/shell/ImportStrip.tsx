import type { ImportProgress } from '../api/model'
import { useIngestStatus } from '../api/queries'
import { useLanguage } from '../i18n/language'
import { count, durationWords, percent } from '../lib/format'
import css from './ImportStrip.module.css'

/** While history is being loaded: what, how far, how long still. */
export function ImportStrip() {
  const { data } = useIngestStatus(5_000)
  const running = data?.import?.running ? data.import : null
  return running ? <Progress progress={running} /> : null
}

export function Progress({ progress }: { progress: ImportProgress }) {
  const { t, language } = useLanguage()
  const share = progress.percent
  const title = t.importing.running(t.importing.name(progress.name))
  const texts = [
    share === null ? null : percent(share, 0),
    t.importing.records(count(progress.records), count(progress.records_per_second)),
    progress.seconds_left === null ? null : t.importing.left(durationWords(progress.seconds_left, language)),
  ].filter((text) => text !== null)
  return (
    <div className={`${css.strip ?? ''} cc-screen`}>
      <b>{title}</b>
      <progress max={100} {...(share === null ? {} : { value: share })} aria-label={title} />
      <span>{texts.join(' · ')}</span>
    </div>
  )
}
