// Attributes of a person as people type and paste them: a line NAME=VALUE each, or the JSON that an identity provider shows.

export type Attributes = Record<string, string[]>

/** The attributes of a text, and the lines of it that say nothing. */
export function parseAttributes(text: string): { attributes: Attributes; wrong: string[] } {
  if (text.trim().startsWith('{')) return parseJSON(text)
  const attributes = new Map<string, string[]>()
  const wrong: string[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    const at = line.indexOf('=')
    if (at > 0)
      attributes.set(line.slice(0, at).trim(), [
        ...(attributes.get(line.slice(0, at).trim()) ?? []),
        line.slice(at + 1).trim(),
      ])
    else if (line !== '') wrong.push(line)
  }
  return { attributes: Object.fromEntries(attributes), wrong }
}

function parseJSON(text: string): { attributes: Attributes; wrong: string[] } {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { attributes: {}, wrong: [text.trim()] }
  }
  const attributes = new Map<string, string[]>()
  for (const [name, value] of Object.entries(parsed as object)) {
    const values: unknown[] = Array.isArray(value) ? value : [value]
    attributes.set(name, values.filter((one) => typeof one !== 'object').map(String))
  }
  return { attributes: Object.fromEntries(attributes), wrong: [] }
}

/** The lines of attributes. */
export function attributesText(attributes: Attributes): string {
  return Object.entries(attributes)
    .flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
    .join('\n')
}
