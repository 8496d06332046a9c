import { Link } from 'wouter'
import { useContacts } from '../api/queries'
import { rangeQuery } from '../api/range_query'
import { useLanguage } from '../i18n/language'
import type { TimeField } from '../lib/figure'
import { count } from '../lib/format'
import type { Range } from '../lib/range'
import { href, scopeOnly, withScope, type Scope } from '../lib/scope'
import { useSearch } from '../lib/search'
import { filterTexts, type Filter } from '../lib/where'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'
import css from './Basis.module.css'
import type { PageScope } from './scope'

/** By which moment of a contact a page counts, and of which contacts where the address does not say it. */
export type Basis = {
  field: TimeField
  range?: Range
  chosen?: Partial<Omit<Scope, 'range' | 'zone'>>
  where?: Filter[]
}

type Props = { basis: Basis; page: PageScope }

/** The name of the page's time basis; it opens to the contacts that another basis puts on the other side of the range. */
export function BasisPill({ basis, page }: Props) {
  const { t } = useLanguage()
  return (
    <Popover
      dialog={t.explain.basis}
      className={`${css.pill ?? ''} cc-screen`}
      label={`${t.explain.basis}: ${t.basis[basis.field]}`}
      title={t.basis.tip[basis.field]}
      button={
        <>
          <span data-basis={basis.field}>{t.basis.short(t.basis.point[basis.field])}</span>
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      {() => (
        <div className={css.sides}>
          <p>{t.basis.tip[basis.field]}</p>
          <p>{[page.zone, ...(page.dayStart === '00:00' ? [] : [t.basis.dayStart(page.dayStart)])].join(' · ')}</p>
          <h2>{t.basis.sides}</h2>
          {sidesOf(basis.field).map(([inside, outside]) => (
            <Side key={`${inside} ${outside}`} inside={inside} outside={outside} basis={basis} page={page} />
          ))}
        </div>
      )}
    </Popover>
  )
}

/** The basis of the page against the two that pages go by, either way round. */
function sidesOf(field: TimeField): [TimeField, TimeField][] {
  const others = (['initiation', 'disconnect'] as const).filter((other) => other !== field)
  return others.flatMap((other): [TimeField, TimeField][] => [
    [field, other],
    [other, field],
  ])
}

function Side({ inside, outside, basis, page }: Props & { inside: TimeField; outside: TimeField }) {
  const { t } = useLanguage()
  const search = useSearch()
  const { range = page.scope.range, chosen = {}, where = [] } = basis
  const query = rangeQuery({ ...page.scope, ...chosen }, page.zone, page.resolve(range))
  const texts = where.flatMap(filterTexts)
  const found = useContacts({ ...query, time_field: inside, outside, where: texts, limit: 1 }, page.ready)
  const params = new URLSearchParams(withScope(scopeOnly(search), { range, ...chosen }))
  if (inside !== 'initiation') params.set('time', inside)
  params.set('outside', outside)
  for (const text of texts) params.append('where', text)
  return (
    <Link className={controls.option} href={href('/contacts', params.toString())}>
      {t.basis.side(t.basis.point[inside], t.basis.point[outside])}
      <small>{found.data ? t.contacts.count(count(found.data.total)) : '…'}</small>
    </Link>
  )
}
