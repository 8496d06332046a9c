import type { AccessPreview } from '../../api/model'
import { useCatalogue } from '../../api/queries'
import { dimensionTitle } from '../../i18n/dimension'
import { useLanguage, word } from '../../i18n/language'
import { Shape } from '../../ui/Shape'
import css from './Access.module.css'

/** What somebody would get: roles, what they include, and what is seen. */
export function Preview({ preview, ask }: { preview: AccessPreview; ask: string }) {
  const { t, language } = useLanguage()
  const dimensions = useCatalogue().data?.dimensions ?? []
  const texts = t.access
  const roles = (list: string[]) => list.map((role) => word(t.me.roles, role)).join(', ')
  if (preview.barred || preview.denied)
    return (
      <p className={css.verdict} role="status">
        <Shape tone="bad" />{' '}
        {preview.barred ? texts.barred : texts.deniedBy(preview.rule, preview.rules[preview.rule - 1]?.name ?? '')}
      </p>
    )
  if (preview.rule === 0)
    return (
      <p className={css.verdict} role="status">
        <Shape tone="bad" /> {texts.noRule(ask)}
      </p>
    )
  return (
    <div className={css.result} role="status">
      <p className={css.verdict}>
        <Shape tone={preview.sees_nothing ? 'bad' : 'ok'} />
        {texts.byRule(preview.rule, preview.rules[preview.rule - 1]?.name ?? '')}
      </p>
      {preview.sees_nothing && <p className={css.wrong}>{preview.roles.length ? texts.nothing : texts.notHere}</p>}
      <dl>
        <dt>{texts.roles}</dt>
        <dd>{roles(preview.roles) || '–'}</dd>
        {preview.elsewhere.length > 0 && (
          <>
            <dt>{texts.elsewhere}</dt>
            <dd>{roles(preview.elsewhere)}</dd>
          </>
        )}
        <dt>{texts.may}</dt>
        <dd>{preview.may.map((one) => word(texts.permissions, one)).join(', ') || '–'}</dd>
        <dt>{texts.limits}</dt>
        <dd>
          {preview.limits.length === 0 ? (
            texts.everything
          ) : (
            <ul>
              {preview.limits.map((limit) => (
                <li key={limit.dimension}>
                  <b>{dimensionTitle(limit.dimension, dimensions, language)}</b>{' '}
                  {limit.values.join(', ') || texts.noValues}
                  {limit.unknown.length > 0 && <small>{texts.unknown(limit.unknown.join(', '))}</small>}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </div>
  )
}
