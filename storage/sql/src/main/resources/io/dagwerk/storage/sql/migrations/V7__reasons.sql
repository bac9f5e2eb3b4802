-- A text is looked for in reasons, which most runs do not have.
create index runs_by_reason on runs (id, status) where reason <> '';
