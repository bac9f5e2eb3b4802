// Names in the selection language, which has no sign for a quote within its quotes. Pure.

const PLAIN = /^[\w./?[\]|@-]+$/
const WORD = /^(?:and|or|not)$/i

/** A name as it is written: by itself where that is read as one, else in quotes. */
export function plain(name: string): string {
  return PLAIN.test(name) && !WORD.test(name) ? name : quote(name)
}

/** In the quotes that the name does not hold; the language cannot say one that holds both. */
export function quote(name: string): string {
  return name.includes('"') ? `'${name}'` : `"${name}"`
}
