-- 0001: what the job queue notes beside the log. Everything here may be lost: a mark lapses by itself, and a lease falls back to the one that
-- its JobStarted states.
create table ops.job_claims (
  tenant_id     varchar      not null,
  job_id        uuid         not null,
  marked_until  timestamptz,  -- somebody is about to start the job; nobody else may until then
  attempt       integer,      -- the start that lease_until belongs to
  lease_until   timestamptz,  -- as renewed last
  constraint job_claims_pkey primary key (tenant_id, job_id)
);
