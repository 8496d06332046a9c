/** How long a browser is given to begin reading what it saves. */
const graceMs = 60_000

/** Saves a file as the browser saves downloads. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), graceMs)
}
