// The one place that calls fetch. Errors are RFC 9457 problems; what the server says in plain words reaches the page,
// with the request id that finds the matching line in its log.
import { store } from '../live/store'
import { takeEarly } from './early'
import { urlOf, type Query } from './url'

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly requestId: string | null,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

/** Why a session is over, as far as that is known, and the request that was told so. */
export type Ending = { why: string; requestId: string | null }

/** Set when the server said that nobody is signed in here any more: the first answer that says why. */
export const ended = store<Ending | null>(null)

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(urlOf(path, query), { signal: signal ?? null })
}

export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return sendBody<T>('POST', path, body, signal)
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return sendBody<T>('PUT', path, body)
}

export async function remove<T>(path: string, query: Query = {}): Promise<T> {
  return send<T>(urlOf(path, query), { method: 'DELETE' })
}

async function sendBody<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return send<T>(urlOf(path), {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  })
}

/** Asks for a file. The answer comes when the file has begun; its body, as it is made. */
export async function postForFile(path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const response = await reach(urlOf(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok) throw await problem(response)
  return response
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, init)
  if (!response.ok) throw await problem(response)
  // The shape is the server's promise, held by the generated types and their drift check.
  return (await response.json()) as T
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await (takeEarly(url) ?? fetch(url, init))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, '', null)
  }
}

async function problem(response: Response): Promise<ApiError> {
  const id = response.headers.get('X-Request-Id')
  if (response.status === 401 && !ended.get()?.why)
    ended.set({ why: response.headers.get('Ringside-Session-Ended') ?? '', requestId: id })
  const body: unknown = await response.json().catch(() => null)
  let detail = ''
  if (typeof body === 'object' && body !== null) {
    if ('detail' in body && typeof body.detail === 'string') detail = body.detail
    else if ('title' in body && typeof body.title === 'string') detail = body.title
  }
  return new ApiError(response.status, detail, id)
}
