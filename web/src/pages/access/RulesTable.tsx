import type { AccessPreview, AccessRules } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { dimensionTitle } from '../../i18n/dimension'
import { useLanguage, word } from '../../i18n/language'
import { Shape } from '../../ui/Shape'
import records from '../../ui/Records.module.css'
import css from './Access.module.css'

type Judged = AccessPreview['rules'][number]
type Props = { rules: AccessRules; judged: Judged[]; /** The rule that decides, 0 for none. */ fits: number }

/** The rules in their order, and after a preview why each fits or does not. */
export function RulesTable({ rules, judged, fits }: Props) {
  const { t, language } = useLanguage()
  const dimensions = useCatalogue().data?.dimensions ?? []
  const texts = t.access
  const pairs = (of: Record<string, string[]>, title: (key: string) => string, none: string) => {
    const entries = Object.entries(of)
    if (entries.length === 0) return none
    return entries.map(([key, values]) => (
      <span key={key} className={css.pair}>
        {title(key)} = {values.join(` ${texts.or} `)}
      </span>
    ))
  }
  const places = (role: string) => rules.addresses[role]?.join(', ')
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.rules}>
      <table className={`${records.table ?? ''} ${css.table ?? ''}`}>
        <thead>
          <tr>
            {['#', texts.name, texts.when, texts.roles, texts.limits].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {judged.length > 0 && <th scope="col">{texts.why}</th>}
          </tr>
        </thead>
        <tbody>
          {rules.rules.map((rule, i) => (
            <tr key={rule.number} data-fits={rule.number === fits || undefined}>
              <td>{rule.number}</td>
              <th scope="row">{rule.name || '–'}</th>
              <td>{pairs(rule.when, (key) => key, texts.everybody)}</td>
              <td>
                {rule.denies && <b className={css.wrong}>{texts.denies}</b>}
                {rule.roles.map((role) => (
                  <span key={role} className={css.pair}>
                    {word(t.me.roles, role)}
                    {places(role) && <small>{texts.from(places(role) ?? '')}</small>}
                  </span>
                ))}
              </td>
              <td>
                {rule.denies
                  ? '–'
                  : pairs(rule.limits, (key) => dimensionTitle(key, dimensions, language), texts.everything)}
              </td>
              {judged.length > 0 && <td>{judged[i] && <Why judged={judged[i]} fits={fits} />}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Why({ judged, fits }: { judged: Judged; fits: number }) {
  const { t } = useLanguage()
  if (judged.number === fits)
    return (
      <>
        <Shape tone="ok" /> {t.access.decides}
      </>
    )
  if (judged.fits) return t.access.later(fits)
  return judged.misses.map((miss) => (
    <span key={miss.attribute} className={css.pair}>
      {miss.has.length > 0 ? t.access.other(miss.attribute, miss.has.join(', ')) : t.access.missing(miss.attribute)}
    </span>
  ))
}
