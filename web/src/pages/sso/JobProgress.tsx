import { useStopJob } from '../../api/sso'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { count } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import css from './Sso.module.css'

type Job = ConnectSignIn['job']

/** How far a job is, what it has done, and a way to stop it. */
export function JobProgress({ job, name }: { job: Job; name: string }) {
  const { t } = useLanguage()
  const stop = useStopJob()
  const through = job.done + job.failed
  return (
    <div className={css.stack} data-job="running">
      <p role="status">{name}</p>
      <progress max={Math.max(job.total, 1)} value={through} aria-label={name} />
      <p className={css.quiet}>
        {t.sso.job.progress(count(through), count(job.total))} {job.kind === 'users' && left(job)}
      </p>
      <Taken taken={job.taken} />
      <p className={css.quiet}>{t.sso.job.leave}</p>
      <div className={css.actions}>
        <button
          type="button"
          className={controls.button}
          disabled={stop.isPending}
          onClick={() => stop.mutate(undefined)}
        >
          {t.sso.job.stop}
        </button>
      </div>
    </div>
  )

  /** Amazon Connect takes two requests a second, and most users are one. */
  function left({ total }: Job): string {
    return t.sso.job.left(Math.ceil((total - through) / 2 / 60))
  }
}

/** What came of the newest job. */
export function JobOutcome({ job }: { job: Job }) {
  const { t } = useLanguage()
  if (job.phase === 'idle' || job.phase === 'running') return null
  return (
    <div className={css.outcome} data-job={job.phase}>
      <p role="status">
        <Shape tone={job.phase === 'done' && job.failed === 0 ? 'ok' : 'bad'} /> <b>{t.sso.job.outcomes[job.phase]}</b>{' '}
        <span className={css.quiet}>
          {t.sso.job.counts(count(job.done), count(job.total))}
          {job.failed > 0 && `, ${t.sso.job.failed(count(job.failed))}`}
        </span>
      </p>
      {job.problem !== '' && (
        <p>
          <ServerText text={job.problem} />
        </p>
      )}
      <Taken taken={job.taken} />
    </div>
  )
}

function Taken({ taken }: { taken: Job['taken'] }) {
  const { t } = useLanguage()
  if (taken.length === 0) return null
  return (
    <ul className={css.taken}>
      {taken.map((one, i) => (
        <li key={i} data-failed={one.problem !== '' || undefined}>
          <Icon name={one.problem === '' ? 'check' : 'close'} size={14} />
          <span>
            {word(t.planned.kinds, one.kind)} {one.what && word(t.planned.whats, one.what)} <code>{one.subject}</code>
            {one.problem !== '' && (
              <small>
                <ServerText text={one.problem} />
              </small>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
