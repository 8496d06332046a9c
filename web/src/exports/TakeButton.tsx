import { useState, type SubmitEvent } from 'react'
import { useMutation } from '@tanstack/react-query'
import { post } from '../api/client'
import { useMay, useSignedIn } from '../api/session'
import { useLanguage } from '../i18n/language'
import controls from '../ui/Controls.module.css'
import { Icon, type IconName } from '../ui/Icon'
import { Popover } from '../ui/Popover'
import { Refusal } from '../ui/State'
import css from './ExportMenu.module.css'

type Props = {
  icon: IconName
  /** What the button does. */
  title: string
  /** The same for readers, where a page has several. */
  label: string
  as: 'file' | 'print'
  /** Whose data, or what, for the access records. */
  subject: string
  take: () => void
  className?: string | undefined
}

/** A button that takes out of Ringside what the page shows of persons. Where people sign in it asks first what for, as exports do. */
export function TakeButton(props: Props) {
  const asks = useSignedIn()
  if (!useMay('export')) return null
  const { icon, title, label, className = controls.icon, take } = props
  if (!asks) {
    return (
      <button type="button" className={className} title={title} aria-label={label} onClick={take}>
        <Icon name={icon} size={15} />
      </button>
    )
  }
  return (
    <Popover
      dialog={label}
      label={label}
      title={title}
      align="end"
      className={className}
      button={<Icon name={icon} size={15} />}
    >
      {(close) => <Reason {...props} close={close} />}
    </Popover>
  )
}

function Reason({ title, as, subject, take, close }: Props & { close: () => void }) {
  const { t } = useLanguage()
  const [said, say] = useState('')
  const noting = useMutation({
    mutationFn: (reason: string) => post('/export/shown', { as, subject, reason }),
    onSuccess: () => {
      close()
      setTimeout(take) // a print shows the page without the popover
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (said.trim()) noting.mutate(said.trim())
  }
  return (
    <form className={css.body} onSubmit={submit}>
      <label className={css.reason}>
        {t.exports.reason}
        <span className={controls.field}>
          <input data-autofocus value={said} maxLength={500} onChange={(event) => say(event.target.value)} />
        </span>
        <small>{t.exports.takenWhy}</small>
      </label>
      <button className={controls.primary} disabled={said.trim() === '' || noting.isPending}>
        {title}
      </button>
      {noting.error && <Refusal error={noting.error} />}
    </form>
  )
}
