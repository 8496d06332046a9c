import { useLanguage } from '../../i18n/language'
import css from './Sso.module.css'
import { lines, tagsOf, tagsText, withText, without, type TextKey, type Wish } from './wish'

/** What is in a nanosecond's unit in the file, in hours on the page. */
const hour = 3_600_000_000_000

/** Names, and the rules of the company that what is made has to keep. */
export function CompanyRules({ wish, setWish }: { wish: Wish; setWish: (wish: Wish) => void }) {
  const { t } = useLanguage()
  const texts = t.sso.company
  const field = (key: TextKey, label: string, placeholder = '') => (
    <label>
      {label}
      <input
        value={wish[key] ?? ''}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(e) => setWish(withText(wish, key, e.target.value))}
      />
    </label>
  )
  return (
    <details className={css.more}>
      <summary>{texts.title}</summary>
      <div className={css.two}>
        {field('provider', texts.provider)}
        {field('role', texts.role)}
        {field('policy', texts.policy)}
        {field('path', texts.path, '/contact-centre/')}
        {wish.identity_center && field('application', texts.application)}
        <label>
          {texts.session}
          <select
            value={wish.max_session_ns / hour}
            onChange={(e) => setWish({ ...wish, max_session_ns: Number(e.target.value) * hour })}
          >
            {Array.from({ length: 12 }, (_, i) => (
              <option key={i} value={i + 1}>
                {texts.hours(i + 1)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {field('permissions_boundary', texts.boundary, 'arn:aws:iam::111122223333:policy/…')}
      <label>
        {texts.form}
        <select value={wish.policy_form} onChange={(e) => setWish({ ...wish, policy_form: e.target.value })}>
          <option value="user">{texts.forms.user}</option>
          <option value="instance">{texts.forms.instance}</option>
        </select>
      </label>
      <div className={css.two}>
        <label>
          {texts.tags}
          <textarea
            rows={2}
            defaultValue={tagsText(wish.tags)}
            placeholder={'team=cc'}
            onChange={(e) => {
              const tags = tagsOf(e.target.value)
              setWish(Object.keys(tags).length > 0 ? { ...wish, tags } : without(wish, 'tags'))
            }}
          />
        </label>
        <label>
          {texts.origins}
          <textarea
            rows={2}
            defaultValue={(wish.origins ?? []).join('\n')}
            placeholder="https://app.example.org"
            onChange={(e) => {
              const origins = lines(e.target.value)
              setWish(origins.length > 0 ? { ...wish, origins } : without(wish, 'origins'))
            }}
          />
        </label>
      </div>
      <label className={css.tick}>
        <input
          type="checkbox"
          checked={wish.adopt ?? false}
          onChange={(e) => setWish(e.target.checked ? { ...wish, adopt: true } : without(wish, 'adopt'))}
        />
        {texts.adopt}
      </label>
    </details>
  )
}
