-- From here on the log of a run is not to be read any more; log_expired says that all of it is deleted.
alter table runs add column log_expired_at bigint;
