// Answers that were asked for before the page could be drawn: the first script starts the questions, the page's own find
// them on their way. Each is given out once.
const asked = new Map<string, Promise<Response>>()

export function askEarly(url: string): Promise<Response> {
  const answer = fetch(url)
  // Whoever takes it meets the failure; if nobody does, it is nobody's.
  answer.catch(() => undefined)
  asked.set(url, answer)
  return answer
}

export function takeEarly(url: string): Promise<Response> | undefined {
  const answer = asked.get(url)
  asked.delete(url)
  return answer
}
