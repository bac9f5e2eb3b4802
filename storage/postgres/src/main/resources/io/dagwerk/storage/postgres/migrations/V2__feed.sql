-- Ordered by the transaction that wrote it: a reader stops below the oldest that is still open.
create table feed (
  tx xid8 not null default pg_current_xact_id(),
  number bigint generated always as identity unique,
  run uuid not null,
  kind text not null,
  at bigint not null,
  event bytea not null,
  primary key (tx, number)
);

create index feed_by_run on feed (run);
create index feed_by_time on feed (at);
