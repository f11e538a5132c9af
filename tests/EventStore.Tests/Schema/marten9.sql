-- What Marten 9 creates for Guid streams, conjoined tenancy, correlation, causation, headers and user names, without
-- archive partitions; written down from the facts of its documentation and of dumps, in a schema of its own for comparison.
-- One difference is wanted: Marten freezes the default of mt_events.timestamp at creation, ours is now().
create schema marten;
create table marten.mt_streams (tenant_id character varying not null default '*DEFAULT*', id uuid not null, type character varying, version bigint,
  timestamp timestamp with time zone not null default now(), created timestamp with time zone not null default now(), is_archived boolean default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id));
create sequence marten.mt_events_sequence;
create table marten.mt_events (seq_id bigint not null, id uuid not null, stream_id uuid, version bigint not null, data jsonb not null, bdata bytea,
  type character varying(500) not null, timestamp timestamp with time zone not null default now(), tenant_id character varying default '*DEFAULT*',
  mt_dotnet_type character varying, correlation_id character varying, causation_id character varying, headers jsonb, user_name character varying,
  is_archived boolean default false,
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_stream_id_tenant_id foreign key (tenant_id, stream_id) references marten.mt_streams (tenant_id, id));
alter sequence marten.mt_events_sequence owned by marten.mt_events.seq_id;
create unique index pk_mt_events_stream_and_version on marten.mt_events using btree (tenant_id, stream_id, version);
create table marten.mt_event_progression (name character varying not null, last_seq_id bigint, last_updated timestamp with time zone default transaction_timestamp(),
  constraint pk_mt_event_progression primary key (name));
