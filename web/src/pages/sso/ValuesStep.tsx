import type { ConnectSignIn } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { CopyButton } from '../../ui/CopyText'
import { Panel } from '../../ui/Panel'
import { Empty } from '../../ui/State'
import { Say } from './Say'
import { say } from './server_words'
import css from './Sso.module.css'
import { Onward } from './Stepper'

type Field = NonNullable<NonNullable<ConnectSignIn['plan']>['sheet']>['fields'][number]

/** What is to be typed into the identity provider's application, value by value: AWS has no API for it. */
export function ValuesStep({ status }: { status: ConnectSignIn }) {
  const { t } = useLanguage()
  const sheet = status.plan?.sheet
  if (!sheet) return <Empty text={t.sso.values.none} />
  const own = status.own.some((one) => one.metadata === status.wish.metadata)
  const blocks = [...new Set(sheet.fields.map((field) => field.block))]
  return (
    <Panel title={t.sso.values.title} sub={<Say text={sheet.title} />} id="values">
      <div className={css.stack}>
        {own && <p className={css.good}>{t.sso.values.own}</p>}
        {blocks.map((block) => (
          <section key={block} className={css.block}>
            <h3>{word(t.planned.blocks, block)}</h3>
            <dl>
              {sheet.fields
                .filter((field) => field.block === block)
                .map((field) => (
                  <Value key={field.name} field={field} />
                ))}
            </dl>
          </section>
        ))}
        <ul className={css.notes}>
          {sheet.hints.map((text) => (
            <Say key={text} text={text} as="li" />
          ))}
        </ul>
        <Onward to={(status.wish.metadata ?? '') === '' ? 'plan' : 'apply'} />
      </div>
    </Panel>
  )
}

function Value({ field }: { field: Field }) {
  const { t, language } = useLanguage()
  const name = word(t.planned.names, field.name)
  return (
    <div className={css.value}>
      <dt>
        {name}
        {name.startsWith('https://') && <CopyButton text={name} name={t.sso.values.nameOf(name)} bare />}
        {name !== field.name && <small lang="en">{field.name}</small>}
        {field.format && <small>{t.sso.values.format(field.format)}</small>}
      </dt>
      <dd>
        {field.value === '' ? (
          <em>{t.sso.values.empty}</em>
        ) : (
          <>
            <code>{say(field.value, language).text}</code>
            <CopyButton text={field.value} name={name} bare />
          </>
        )}
      </dd>
    </div>
  )
}
