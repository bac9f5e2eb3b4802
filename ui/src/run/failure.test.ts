import { expect, it } from 'vitest'
import { asText, causesOf, causeStep, errorOf, framesOf, simpleName } from './failure'

const inner = {
  type: 'java.io.IOException',
  message: 'gone',
  frames: ['java.base/java.io.File.x(File.java:1)'],
  cause: null,
}
const outer = {
  type: 'com.acme.Flights$LoadFailed',
  message: 'cannot load',
  frames: [
    'user//com.acme.Flights.load(Flights.java:12)',
    'io.dagwerk.execution.Step.run(Step.java:9)',
    'org.lib.X.y(X.java:1)',
  ],
  cause: inner,
}

it('reads the error of an event', () => {
  expect(errorOf({ kind: 'StepFailed', error: outer })).toEqual(outer)
  expect(errorOf({ error: null })).toBeUndefined()
  expect(errorOf('text')).toBeUndefined()
})

it('tells the cause first', () => {
  expect(causesOf(outer).map((it) => it.message)).toEqual(['gone', 'cannot load'])
})

it('knows the frames of the user', () => {
  expect(framesOf(outer)).toEqual([
    { text: 'com.acme.Flights.load(Flights.java:12)', isUsers: true },
    { text: 'io.dagwerk.execution.Step.run(Step.java:9)', isUsers: false },
    { text: 'org.lib.X.y(X.java:1)', isUsers: false },
  ])
})

it('guesses where no frame is marked', () => {
  const frames = [
    'com.acme.A.b(A.java:1)',
    'java.base/java.lang.Thread.run(Thread.java:1)',
    'io.dagwerk.x.Y.z(Y.java:1)',
  ]
  expect(framesOf({ ...inner, frames }).map((it) => it.isUsers)).toEqual([true, false, false])
})

it.each([
  ['user//org.duckdb.DuckDBNative.duckdb_jdbc_prepare(Native Method)', false],
  ['user//io.dagwerk.jdbc.Tables.write(Tables.java:1)', false],
  ['user//org.postgresql.jdbc.PgStatement.execute(PgStatement.java:1)', false],
  ['java.sql/java.sql.DriverManager.getConnection(DriverManager.java:1)', false],
  ['app//io.dagwerk.execution.Step.run(Step.java:1)', false],
  ['user//io.dagwerk.examples.flights.Flights.load(Flights.java:1)', true],
  ['user//org.acme.Orders.clean(Orders.java:1)', true],
  ['user//shop.Main.main(Main.java:1)', true],
])('knows whose frame %s is', (frame, isUsers) => {
  const frames = [frame, 'user//com.acme.A.b(A.java:1)']
  expect(framesOf({ ...inner, frames })[0]?.isUsers).toBe(isUsers)
})

it('is written as Java writes it', () => {
  expect(asText(outer)).toContain('\nCaused by: java.io.IOException: gone\n\tat java.base/')
  expect(simpleName(outer.type)).toBe('LoadFailed')
})

it.each([
  ["not run: step 'raw[2001-01-01]' failed", 'raw[2001-01-01]'],
  ['canceled', undefined],
])('names the cause in "%s"', (reason, step) => {
  expect(causeStep(reason)).toBe(step)
})
