// Addresses of the API.
const base = '/api/v1'

export type Query = { [key: string]: string | number | string[] | null | undefined }

function queryText(query: Query): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value == null || value === '') continue
    if (Array.isArray(value)) value.forEach((v) => params.append(key, v))
    else params.set(key, String(value))
  }
  return params.toString()
}

export function urlOf(path: string, query: Query = {}): string {
  const text = queryText(query)
  return `${base}${path}${text ? `?${text}` : ''}`
}
