-- Times are microseconds since 1970-01-01T00:00:00Z. Ids are UUIDs, hashes SHA-256.

create table snapshots (
  hash ${bytes} not null primary key,
  content ${bytes} not null
);

create table runs (
  id ${uuid} not null primary key,
  job text not null,
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
  version text,
  primary key (run, step, output)
)${clustered};

create index outputs_by_version on outputs (version) where version is not null;

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
  event ${bytes} not null
);

create index ledger_by_asset on ledger (asset, kind, number);
create index ledger_by_run on ledger (run);

create table leases (
  name text not null primary key,
  holder text not null,
  fence bigint not null,
  expires_at bigint not null
);
