import { useRelated, type ContactName } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { dayLabel, dayOf } from '../../lib/time'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { ContactTable } from './ContactTable'
import css from './Contacts.module.css'

/** The customer's other contacts around this one, and those tied to it by RelatedContactId. */
export function Related({ name, zone, customer }: { name: ContactName; zone: string; customer: string }) {
  const { t, language } = useLanguage()
  const result = useRelated(name)
  const found = result.data
  const day = (at: string) => dayLabel(dayOf(Date.parse(at), zone), language)
  return (
    <>
      <Panel
        id="customer"
        title={t.related.customer(customer)}
        sub={found?.identified ? t.related.span(day(found.from), day(found.to)) : undefined}
        flush
      >
        {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
        {result.isPending && <Skeleton lines={3} height={90} />}
        {found && !found.identified && <Empty text={t.related.unknown} />}
        {found?.identified && found.customer.length === 0 && <Empty text={t.related.none} />}
        {found && found.customer.length > 0 && <ContactTable contacts={found.customer} zone={zone} />}
        {found && found.customer_total > found.customer.length && (
          <p className={css.cut}>{t.related.cut(count(found.customer.length), count(found.customer_total))}</p>
        )}
      </Panel>
      {found && found.linked.length > 0 && (
        <Panel id="linked" title={t.related.linked} sub="RelatedContactId" flush>
          <ContactTable contacts={found.linked} zone={zone} />
          {found.linked_total > found.linked.length && (
            <p className={css.cut}>{t.related.cut(count(found.linked.length), count(found.linked_total))}</p>
          )}
        </Panel>
      )}
    </>
  )
}
