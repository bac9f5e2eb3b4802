-- Whose run it is: the host that starts its workers, hears and judges them.
alter table runs add column host text;
-- What the holder says to those who look at the lease.
alter table leases add column note text not null default '';
