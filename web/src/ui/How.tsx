import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language'
import css from './How.module.css'
import { Icon } from './Icon'
import { Popover } from './Popover'

export type HowText = {
  definition: string
  formula?: string | undefined
  connectName?: string | undefined
  sourceUrl?: string | undefined
  note?: ReactNode
}

/** The small "how is this counted" button of a figure: by pointer, keyboard and touch alike. */
export function How({ name, text }: { name: string; text: HowText }) {
  const { t } = useLanguage()
  return (
    <Popover
      dialog={t.how.label(name)}
      label={t.how.label(name)}
      className={`${css.button ?? ''} cc-screen`}
      button={<Icon name="info" size={15} />}
      align="end"
    >
      {() => (
        <div className={css.body}>
          <h3>{name}</h3>
          <p>{text.definition || t.how.missing}</p>
          {text.note}
          {(text.connectName ?? text.formula) && (
            <dl>
              {text.connectName && (
                <>
                  <dt>{t.how.connect}</dt>
                  <dd lang="en">{text.connectName}</dd>
                </>
              )}
              {text.formula && (
                <>
                  <dt>{t.how.formula}</dt>
                  <dd>
                    <code>{text.formula}</code>
                  </dd>
                </>
              )}
            </dl>
          )}
          {text.sourceUrl && (
            <a href={text.sourceUrl} target="_blank" rel="noreferrer">
              {t.how.source}
            </a>
          )}
        </div>
      )}
    </Popover>
  )
}
