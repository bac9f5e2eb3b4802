// The words of SQL, for highlighting. Pure; what it does not know it leaves as it is.
export interface SqlToken {
  text: string
  kind: 'word' | 'text' | 'number' | 'comment' | 'other'
}

const WORDS = new Set(
  `all and as asc between by case cast create cross delete desc distinct else end except exists false from full group
  having in inner insert intersect into is join lateral left like limit not null offset on or order outer over
  partition right row rows select set table then true union update using values view when where window with`.split(
    /\s+/,
  ),
)

const TOKEN =
  /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?)|(\b\d[\d_.]*(?:[eE][-+]?\d+)?\b)|([A-Za-z_]\w*)|([\s\S])/g

export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  for (const [text, comment, string, , number, word] of sql.matchAll(TOKEN)) {
    const kind = comment
      ? 'comment'
      : string
        ? 'text'
        : number
          ? 'number'
          : word && WORDS.has(word.toLowerCase())
            ? 'word'
            : 'other'
    const last = tokens.at(-1)
    if (last?.kind === kind && kind === 'other') last.text += text
    else tokens.push({ text, kind })
  }
  return tokens
}
