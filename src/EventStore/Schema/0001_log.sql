-- 0001: the log, column by column as Marten 9 lays it out for Guid streams, conjoined tenancy and all metadata
-- (docs/adr/0001-marten-layout.md). Marten drops columns and indexes of mt_* tables that it does not know, so
-- nothing is added to them but triggers; what we need beside an event stands in ops and read.
create schema events;

create table events.mt_streams (
  tenant_id    varchar      not null default '*DEFAULT*',
  id           uuid         not null,
  type         varchar,
  version      bigint,
  timestamp    timestamptz  not null default now(),
  created      timestamptz  not null default now(),
  is_archived  boolean      default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
);

create sequence events.mt_events_sequence;

create table events.mt_events (
  seq_id          bigint        not null,
  id              uuid          not null,
  stream_id       uuid,
  version         bigint        not null,
  data            jsonb         not null,
  bdata           bytea,
  type            varchar(500)  not null,
  timestamp       timestamptz   not null default now(),
  tenant_id       varchar       default '*DEFAULT*',
  mt_dotnet_type  varchar,
  correlation_id  varchar,
  causation_id    varchar,
  headers         jsonb,
  user_name       varchar,
  is_archived     boolean       default false,
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id) references events.mt_streams (tenant_id, id)
);

alter sequence events.mt_events_sequence owned by events.mt_events.seq_id;

create unique index pk_mt_events_stream_and_version on events.mt_events (tenant_id, stream_id, version);

create table events.mt_event_progression (
  name          varchar      not null,
  last_seq_id   bigint,
  last_updated  timestamptz  default transaction_timestamp(),
  constraint pk_mt_event_progression primary key (name)
);
