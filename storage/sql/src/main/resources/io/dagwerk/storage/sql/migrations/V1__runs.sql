-- Times are microseconds since 1970-01-01T00:00:00Z. Ids are UUIDs, hashes SHA-256.

create table snapshots (
  hash ${bytes} not null primary key,
  content ${bytes} not null
);

create table runs (
  id ${uuid} not null primary key,
  job text not null,
  mode text not null,
  location text not null,
  code_version text not null,
  definitions ${bytes} not null references snapshots,
  plan ${bytes} not null references snapshots,
  config ${bytes} not null references snapshots,
  parent ${uuid},
  root ${uuid} not null,
  priority integer not null,
  status text not null,
  attempt integer not null,
  reason text not null,
  created_at bigint not null,
  started_at bigint,
  ended_at bigint,
  -- the position of the last event
  position bigint not null,
  log_expired boolean not null
);

create index runs_by_status on runs (status, id);
create index runs_by_job on runs (job, id);
create index runs_by_root on runs (root, id);
create index runs_to_expire on runs (ended_at) where not log_expired;

create table run_tags (
  run ${uuid} not null references runs on delete cascade,
  name text not null,
  value text not null,
  -- the place among the tags of the run
  place integer not null,
  primary key (run, name)
);

create index runs_by_tag on run_tags (name, value, run);

-- The tables below are written under the lock of their run's row, so they need no foreign keys, whose
-- checks would cost as much as the rows.

-- The last number of each producer of events.
create table producers (
  run ${uuid} not null,
  attempt integer not null,
  name text not null,
  sequence bigint not null,
  primary key (run, attempt, name)
);

create table events (
  run ${uuid} not null,
  position bigint not null,
  at bigint not null,
  event ${bytes} not null,
  primary key (run, position)
)${clustered};

create table steps (
  run ${uuid} not null,
  step text not null,
  status text not null,
  attempt integer not null,
  reason text not null,
  origin ${uuid},
  -- names, one on each line
  emitted text not null,
  began_at bigint,
  ended_at bigint,
  primary key (run, step)
)${clustered};

-- An output without asset is found under its run, step and name.
create table outputs (
  run ${uuid} not null,
  step text not null,
  output text not null,
  asset text,
  partition_key text,
  io_manager text not null,
  in_memory boolean not null,
  version text,
  primary key (run, step, output)
)${clustered};

create index outputs_by_version on outputs (version, step, run) where version is not null;

-- The keys of the elements of a fan-out, one on each line.
create table fan_outs (
  run ${uuid} not null,
  step text not null,
  mapping_keys text not null,
  primary key (run, step)
)${clustered};

-- What a step is going to materialize, until it has; an empty partition key is none.
create table planned (
  run ${uuid} not null,
  asset text not null,
  partition_key text not null,
  step text not null,
  primary key (run, asset, partition_key, step)
)${clustered};

create index planned_by_asset on planned (asset, partition_key);

-- The facts about assets: of kind M (materialized), O (observed) or C (checked).
create table ledger (
  number ${number},
  kind char(1) not null,
  asset text not null,
  partition_key text,
  check_name text,
  passed boolean,
  run ${uuid} not null,
  at bigint not null,
  version text,
  step_version text,
  event ${bytes} not null
);

create index ledger_by_asset on ledger (asset, number);
create index ledger_by_partition on ledger (asset, partition_key, kind, number);

-- The newest materialization of each asset, and the newest evaluation of each of its checks.
create table newest (
  asset text not null,
  kind char(1) not null,
  check_name text not null,
  number bigint not null,
  primary key (asset, kind, check_name)
)${clustered};

-- The newest materialization of each asset and partition; an empty partition key is none.
create table asset_values (
  asset text not null,
  partition_key text not null,
  number bigint not null,
  primary key (asset, partition_key)
)${clustered};

-- Sets of partition numbers in compressed bitmaps, a row for each 65,536 of them.
create table partition_marks (
  asset text not null,
  mark text not null,
  rest text not null,
  chunk integer not null,
  bits ${bytes} not null,
  primary key (asset, mark, rest, chunk)
);

create table leases (
  name text not null primary key,
  holder text not null,
  fence bigint not null,
  expires_at bigint not null
);

-- What asks for runs.
create table instigators (
  location text not null,
  kind text not null,
  name text not null,
  status text not null,
  cursor_text text,
  primary key (location, kind, name)
);

create table ticks (
  number ${number},
  location text not null,
  kind text not null,
  name text not null,
  at bigint not null,
  attempt integer not null,
  lease text not null,
  fence bigint not null,
  code_version text not null,
  cursor_text text,
  status text not null,
  reason text not null,
  ended_at bigint
);

create index ticks_by_instigator on ticks (location, kind, name, number);
create index ticks_to_expire on ticks (ended_at);

create table tick_runs (
  tick bigint not null,
  place integer not null,
  run ${uuid} not null,
  primary key (tick, place)
)${clustered};

create table run_keys (
  location text not null,
  kind text not null,
  name text not null,
  run_key text not null,
  primary key (location, kind, name, run_key)
)${clustered};

-- Limits that steps share, who holds and who waits: a row for each pool that a step wants.
create table pools (
  name text not null primary key,
  slots integer not null,
  rate_claims integer,
  rate_micros bigint
);

create table pool_claims (
  run ${uuid} not null,
  step text not null,
  pool text not null,
  place integer not null,
  slots integer not null,
  since bigint not null,
  expires_at bigint not null,
  primary key (run, step, pool)
);

create table pool_waiters (
  run ${uuid} not null,
  step text not null,
  pool text not null,
  place integer not null,
  slots integer not null,
  priority integer not null,
  since bigint not null,
  primary key (run, step, pool)
);

create table pool_begun (
  pool text not null,
  at bigint not null
);
