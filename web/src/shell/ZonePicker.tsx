import { useState } from 'react'
import { useLanguage } from '../i18n/language'
import { serverNow } from '../live/clock'
import { offsetLabel } from '../lib/time'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'

type Props = { zone: string; serverZone: string; change: (zone: string | null) => void }

const most = 60

/** Searchable list of IANA zones; the server's own is first and leaves the URL clean. */
export function ZonePicker(props: Props) {
  const { t } = useLanguage()
  return (
    <Popover
      dialog={t.zone.label}
      align="end"
      className={controls.button}
      label={`${t.zone.label}: ${props.zone}`}
      button={
        <>
          <Icon name="globe" size={16} />
          <span className={`${controls.truncate ?? ''} ${controls.roomy ?? ''}`}>{props.zone}</span>
        </>
      }
    >
      {(close) => <Zones {...props} close={close} />}
    </Popover>
  )
}

function Zones({ zone, serverZone, change, close }: Props & { close: () => void }) {
  const { t } = useLanguage()
  const [find, setFind] = useState('')
  const [all] = useState(() => [...new Set([serverZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])])
  const [now] = useState(serverNow)
  const wanted = find.trim().toLowerCase().replaceAll(' ', '_')
  const shown = all.filter((name) => name.toLowerCase().includes(wanted)).slice(0, most)
  return (
    <>
      <div className={controls.field}>
        <Icon name="search" size={15} />
        <input
          data-autofocus
          type="search"
          value={find}
          placeholder={t.zone.search}
          aria-label={t.zone.search}
          onChange={(e) => setFind(e.target.value)}
        />
      </div>
      <div className={controls.list}>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className={controls.option}
            aria-pressed={name === zone}
            title={name === serverZone ? t.zone.server : undefined}
            onClick={() => {
              change(name === serverZone ? null : name)
              close()
            }}
          >
            <span lang="en">{name.replaceAll('_', ' ')}</span>
            <small>{offsetLabel(now, name)}</small>
          </button>
        ))}
        {shown.length === 0 && <p className={controls.empty}>{t.zone.none}</p>}
      </div>
    </>
  )
}
