-- 0005: replays that prove a read model. Every host can show how far one is, and goes on with one whose host has vanished.
create table ops.replays (
  replay_id      uuid         not null,
  tenant_id      text         not null,
  projection     text         not null,
  from_position  bigint,                 -- null: from the first event
  to_position    bigint,                 -- null: to the last
  caller         jsonb        not null,  -- who asked, for the fact that says how it ended
  status         text         not null,
  attempt        integer      not null default 0,  -- rises with every host that takes it; an older one writes no more
  phase          text,
  position       bigint,
  target         bigint,
  result         jsonb,
  failure        text,
  requested_at   timestamptz  not null default now(),
  heartbeat_at   timestamptz,            -- of the host that runs it
  finished_at    timestamptz,
  constraint replays_pkey primary key (replay_id),
  constraint replays_status check (status in ('queued', 'running', 'completed', 'failed'))
);
create index replays_open on ops.replays (requested_at) where status in ('queued', 'running');  -- who is next
create index replays_by_age on ops.replays (finished_at);                                        -- for the sweeper alone
