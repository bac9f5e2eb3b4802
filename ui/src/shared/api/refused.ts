// What the API answers when something cannot be done.
export interface Refused {
  problems: string[]
}

export function isRefused<T extends object>(answer: T | Refused): answer is Refused {
  return 'problems' in answer
}
