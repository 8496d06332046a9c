import { useState } from 'react'
import { useAgree, useDrop } from '../../api/identity'
import type { IdentityProvider, IdentityProviderDifference, IdentityProviderFacts } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { Facts } from './Facts'
import { grouped } from './fingerprint'
import css from './Identity.module.css'

type Props = { provider: IdentityProvider; waits: IdentityProviderFacts; zone: string }

/** What waits: shown whole, and agreed to by the digest of what is shown. */
export function Waiting({ provider, waits, zone }: Props) {
  const { t } = useLanguage()
  const agree = useAgree(provider.id)
  const drop = useDrop(provider.id)
  const [compared, say] = useState(false)
  const error = agree.error ?? drop.error
  return (
    <section className={css.waiting} aria-label={t.identity.waiting} data-waiting>
      <h3>{t.identity.waiting}</h3>
      <p className={css.quiet}>
        {t.identity.waitingSub(waits.by || '–', waits.at ? stamp(Date.parse(waits.at), zone) : '–')}
      </p>
      {provider.differences.length > 0 && <Differences of={provider.differences} />}
      <Facts facts={waits} zone={zone} />
      <p>{t.identity.compare}</p>
      <label className={css.tick}>
        <input type="checkbox" checked={compared} onChange={(event) => say(event.target.checked)} />
        {t.identity.compared}
      </label>
      <div className={css.actions}>
        <button
          type="button"
          className={controls.primary}
          disabled={!compared || agree.isPending}
          onClick={() => agree.mutate(waits.digest)}
        >
          {t.identity.agree}
        </button>
        <button type="button" className={controls.button} disabled={drop.isPending} onClick={() => drop.mutate()}>
          {t.identity.drop}
        </button>
        {error && <Refusal error={error} />}
      </div>
    </section>
  )
}

function Differences({ of }: { of: IdentityProviderDifference[] }) {
  const { t } = useLanguage()
  return (
    <>
      <h4>{t.identity.differences}</h4>
      <ul className={css.differences}>
        {of.map((d) => (
          <li key={`${d.kind} ${d.what}`} data-kind={d.kind}>
            <strong>{t.identity.difference[d.kind]}</strong>{' '}
            {d.kind.startsWith('key_') ? (
              <code>{grouped(d.what)}</code>
            ) : (
              <span>
                {d.what} {d.before && d.after ? t.identity.becomes(d.before, d.after) : d.before || d.after}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
