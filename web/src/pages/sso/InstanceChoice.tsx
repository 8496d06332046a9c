import { useId } from 'react'
import { useDimension } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import css from './Sso.module.css'
import { withText, without, type Wish } from './wish'

/** The instance: one that there is, or one to create. */
export function InstanceChoice({ wish, setWish }: { wish: Wish; setWish: (wish: Wish) => void }) {
  const { t } = useLanguage()
  const texts = t.sso.wish
  const known = useDimension('instance')
  const list = useId()
  const created = wish.create_instance !== undefined
  return (
    <fieldset className={css.group}>
      <legend>{texts.instance}</legend>
      <div className={css.choice}>
        <label>
          <input
            type="radio"
            name="instance"
            checked={!created}
            onChange={() => setWish(without(wish, 'create_instance', 'region'))}
          />
          {texts.existing}
        </label>
        <label>
          <input
            type="radio"
            name="instance"
            checked={created}
            onChange={() => setWish({ ...without(wish, 'instance'), create_instance: '', region: '' })}
          />
          {texts.create}
        </label>
      </div>
      {created ? (
        <>
          <div className={css.two}>
            <label>
              {texts.alias}
              <input
                value={wish.create_instance}
                placeholder="my-contact-centre"
                onChange={(e) => setWish({ ...wish, create_instance: e.target.value.trim() })}
              />
            </label>
            <label>
              {texts.region}
              <input
                value={wish.region ?? ''}
                placeholder="ap-northeast-2"
                onChange={(e) => setWish({ ...wish, region: e.target.value.trim() })}
              />
            </label>
          </div>
          <small>{texts.createNote}</small>
        </>
      ) : (
        <>
          <input
            aria-label={texts.arn}
            list={list}
            value={wish.instance ?? ''}
            spellCheck={false}
            placeholder="arn:aws:connect:ap-northeast-2:111122223333:instance/…"
            onChange={(e) => setWish(withText(wish, 'instance', e.target.value))}
          />
          <datalist id={list}>
            {known.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </fieldset>
  )
}
