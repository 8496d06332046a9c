import type { View } from '../api/model'
import { useDeleteView, useSaveView, useViews } from '../api/views'
import { useLanguage } from '../i18n/language'
import { newPin, pinOf, pinPages, type PinPage } from '../lib/pins'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'

/** On which pages a report stands: the home of the reports, and others. */
export function PinMenu({ view, setPinned }: { view: View; setPinned: (pinned: boolean) => void }) {
  const { t } = useLanguage()
  const save = useSaveView()
  const remove = useDeleteView()
  const views = useViews('').data ?? []
  const pins = pinPages.map((page) => ({ page, pin: pinOf(views, view.id, page) }))
  const any = view.pinned || pins.some(({ pin }) => pin)
  const toggle = (page: PinPage, pin: View | undefined) =>
    pin ? remove.mutate(pin.id) : save.mutate(newPin(view.id, page))
  return (
    <Popover
      dialog={t.views.pin(view.name)}
      label={t.views.pin(view.name)}
      title={t.views.pin(view.name)}
      align="end"
      className={any ? `${controls.icon ?? ''} ${controls.on ?? ''}` : controls.icon}
      button={<Icon name="pin" size={15} />}
    >
      {() => (
        <div className={controls.list} role="group" aria-label={t.views.pinTo}>
          <p className={controls.empty}>{t.views.pinTo}</p>
          <label className={controls.option}>
            <input type="checkbox" checked={view.pinned} onChange={() => setPinned(!view.pinned)} />
            <span>{t.nav.reports}</span>
          </label>
          {pins.map(({ page, pin }) => (
            <label key={page} className={controls.option}>
              <input type="checkbox" checked={pin !== undefined} onChange={() => toggle(page, pin)} />
              <span>{t.nav[page]}</span>
            </label>
          ))}
        </div>
      )}
    </Popover>
  )
}
