-- The only writer gives the numbers, and none twice.
create table feed (
  number integer primary key autoincrement,
  run blob not null,
  kind text not null,
  at bigint not null,
  event blob not null
);

create index feed_by_run on feed (run);
create index feed_by_time on feed (at);
