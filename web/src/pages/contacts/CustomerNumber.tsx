import type { Customer } from '../../api/model'
import { useShowCustomer, type ContactName } from '../../api/queries'
import { useMay } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { none } from '../../lib/format'
import { Refusal } from '../../ui/State'
import css from './Contacts.module.css'

/** A masked number, and the whole one on request, which the access records keep: nobody sees one by the way. */
export function CustomerNumber({ masked, name, of }: { masked: string; name: ContactName; of: keyof Customer }) {
  const { t } = useLanguage()
  const may = useMay('customers')
  const showing = useShowCustomer(name)
  const whole = showing.data?.[of]
  return (
    <span className={css.number}>
      <span>{(whole ?? masked) || none}</span>
      {may && masked && whole === undefined && (
        <button type="button" title={t.detail.showWhy} disabled={showing.isPending} onClick={() => showing.mutate()}>
          {t.detail.show}
        </button>
      )}
      {showing.error && <Refusal error={showing.error} />}
    </span>
  )
}
