-- Runs are looked for by time, and laid beside each other.
create index runs_by_creation on runs (created_at);
create index runs_by_end on runs (ended_at, created_at);
create index runs_by_location on runs (location, id);
-- Those of a job are counted by status.
create index runs_by_job_status on runs (job, status, id);
-- When the last attempt of the step began. Of steps that were written before there was this column it is not known, but
-- that of a step with one attempt is its beginning. It comes last: until the end of the migration nobody else reads or
-- writes the table.
alter table steps add column last_began_at bigint;
