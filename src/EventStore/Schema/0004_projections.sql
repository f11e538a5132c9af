-- 0004: what the projections' runtime keeps. Checkpoints stand in events.mt_event_progression, as Marten's do.
create schema read;

-- Which shape of a read model is in use. Another version in the code than here means: rebuild before use.
create table ops.projections (
  name      text         not null,
  version   integer      not null,
  built_at  timestamptz  not null default now(),
  tables    text[]       not null,  -- in schema read; a later version drops those that it no longer has
  constraint projections_pkey primary key (name)
);

-- Events that a projection could not take, so that somebody can see why, mend it and rebuild.
create table ops.parked_events (
  projection  text         not null,
  seq_id      bigint       not null,
  error       text         not null,
  parked_at   timestamptz  not null default now(),
  constraint parked_events_pkey primary key (projection, seq_id)
);
