-- 0002: what was answered under an Idempotency-Key. Written in the command's own transaction, kept 24 h.
create table ops.idempotency_keys (
  tenant_id    text         not null,
  method       text         not null,
  path         text         not null,
  key          text         not null,
  body_sha256  bytea        not null,  -- another body under the same key is refused
  status       smallint     not null,
  location     text,
  etag         text,
  response     bytea        not null,  -- given again byte for byte
  created_at   timestamptz  not null,
  constraint idempotency_keys_pkey primary key (tenant_id, method, path, key),  -- two at once: one waits, then replays
  constraint idempotency_keys_key_length check (char_length(key) between 1 and 255),
  constraint idempotency_keys_sha256_length check (octet_length(body_sha256) = 32)
);
create index idempotency_keys_by_age on ops.idempotency_keys (created_at);  -- for the sweeper alone
