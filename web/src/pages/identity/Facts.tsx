import type { IdentityProviderFacts, SigningCertificate } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { dayOf, stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Shape } from '../../ui/Shape'
import { grouped } from './fingerprint'
import { byLocation } from './services'
import css from './Identity.module.css'

type Props = {
  facts: IdentityProviderFacts
  zone: string
  /** Proposes that a key counts no more; not given where it cannot be. */
  takeOut?: ((fingerprint: string) => void) | undefined
}

/** What a document of an identity provider says. */
export function Facts({ facts, zone, takeOut }: Props) {
  const { t } = useLanguage()
  const texts = t.identity
  const at = (moment: string) => stamp(Date.parse(moment), zone)
  const pinned = facts.certificates.filter((c) => c.pinned).length
  return (
    <dl className={css.facts}>
      <dt>{texts.entity}</dt>
      <dd>{facts.entity_id}</dd>
      {facts.from !== 'configuration' && (
        <>
          <dt>{texts.from}</dt>
          <dd>{facts.from === 'paste' ? texts.paste : facts.from}</dd>
        </>
      )}
      {facts.agreed_at && (
        <>
          <dt>{texts.agreed}</dt>
          <dd>{texts.agreedBy(facts.agreed_by || '–', at(facts.agreed_at))}</dd>
        </>
      )}
      {facts.valid_until && (
        <>
          <dt>{texts.until}</dt>
          <dd>
            {at(facts.valid_until)}
            {facts.outdated && (
              <small data-warning>
                <Shape tone="warn" /> {texts.outdated}
              </small>
            )}
          </dd>
        </>
      )}
      <dt>{texts.keys}</dt>
      <dd>
        <ul className={css.keys}>
          {facts.certificates.map((c) => (
            <Key key={c.fingerprint} of={c} zone={zone} takeOut={pinned > 1 ? takeOut : undefined} />
          ))}
        </ul>
      </dd>
      <dt>{texts.addresses}</dt>
      <dd>
        <ul className={css.keys}>
          {byLocation(facts.services).map((s) => (
            <li key={`${s.kind} ${s.location}`}>
              {s.location}
              <small>
                {s.kind}: {s.bindings.join(', ')}
              </small>
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  )
}

function Key({ of, zone, takeOut }: { of: SigningCertificate; zone: string; takeOut: Props['takeOut'] }) {
  const { t } = useLanguage()
  const texts = t.identity
  const trouble = of.unusable ? texts.unusable(of.unusable) : of.pinned ? texts.end[of.state] : texts.notPinned
  return (
    <li data-key={of.fingerprint}>
      <code>{grouped(of.fingerprint)}</code>
      <small>
        {of.subject} · {of.key} · {texts.ends} {dayOf(Date.parse(of.ends), zone)} · {texts.used}{' '}
        {of.used_at ? stamp(Date.parse(of.used_at), zone) : texts.never}
      </small>
      {trouble && (
        <small data-warning>
          <Shape tone="warn" /> {trouble}
        </small>
      )}
      {of.pinned && takeOut && (
        <button
          type="button"
          className={controls.button}
          aria-label={texts.stopName(of.fingerprint.slice(0, 8))}
          onClick={() => takeOut(of.fingerprint)}
        >
          {texts.stopTrusting}
        </button>
      )}
    </li>
  )
}
