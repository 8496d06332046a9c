import { useEffect, useState } from 'react'
import { useLanguage } from '../i18n/language'
import { applyTheme, readTheme, write, type Theme } from '../lib/settings'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'

const themes = ['auto', 'light', 'dark'] as const
const icons = { auto: 'auto', light: 'sun', dark: 'moon' } as const

export function ThemePicker() {
  const { t } = useLanguage()
  const [theme, setTheme] = useState<Theme>(readTheme)
  useEffect(() => {
    applyTheme(theme)
    if (theme !== 'auto') return
    const system = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => applyTheme('auto')
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme])
  return (
    <Popover
      dialog={t.theme.label}
      align="end"
      className={controls.icon}
      label={`${t.theme.label}: ${t.theme[theme]}`}
      title={t.theme.label}
      button={<Icon name={icons[theme]} />}
    >
      {(close) =>
        themes.map((name) => (
          <button
            key={name}
            type="button"
            className={controls.option}
            aria-pressed={name === theme}
            onClick={() => {
              write('theme', name)
              setTheme(name)
              close()
            }}
          >
            <Icon name={icons[name]} size={16} />
            {t.theme[name]}
          </button>
        ))
      }
    </Popover>
  )
}

/** One click to the other language, named in that language. */
export function LanguageButton() {
  const { t, language, setLanguage } = useLanguage()
  const other = language === 'ko' ? 'en' : 'ko'
  return (
    <button
      type="button"
      className={controls.ghost}
      lang={other}
      title={t.language.label}
      onClick={() => setLanguage(other)}
    >
      {t.language.other}
    </button>
  )
}
