-- The queue is read in this order at every turn.
create index runs_queued on runs (priority desc, id) where status = 'QUEUED';
