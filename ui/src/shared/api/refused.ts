// What the API answers when something cannot be done.
export interface Refused {
  problems: string[]
}

export function isRefused(answer: object): answer is Refused {
  return 'problems' in answer
}
