// Sets theme and language before the first paint, so that nothing flashes. A file of its own (not inline) because the
// content security policy allows no inline scripts; not a module, so that it blocks. Keys: src/lib/settings.ts.
;(function () {
  var root = document.documentElement
  var theme = 'auto'
  var language = ''
  try {
    theme = localStorage.getItem('ringside.theme') || 'auto'
    language = localStorage.getItem('ringside.language') || ''
  } catch {
    // Storage may be refused (private windows): the defaults hold.
  }
  var dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.lang = language || (navigator.language.slice(0, 2) === 'ko' ? 'ko' : 'en')
})()
