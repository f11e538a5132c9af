-- 0006: the order in which an organisation's replays are listed.
alter table ops.replays add column number bigint generated always as identity;
create index replays_by_tenant on ops.replays (tenant_id, number);
