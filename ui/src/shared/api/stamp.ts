// Says what is newer of what is known. Pure but for its count.
let last = 0

/** Larger than every one before. An answer has the stamp of its asking: it may be as old as that. */
export function stamp(): number {
  last += 1
  return last
}

/** What is known of one thing, and since when. */
export interface Stamped<T> {
  at: number
  value: T
}

/** The newer of both, where what was told counts until something was asked for after it. */
export function newer<T>(read: Stamped<T>, told: Stamped<T> | undefined): T {
  return told && told.at > read.at ? told.value : read.value
}
