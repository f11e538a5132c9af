-- 0004: what the guard keeps between calls. No plain value of anybody: maps are encrypted under the tenant's key, which the database never holds.
create schema guard;

-- The way back from replacements to originals, for conversations whose state the provider keeps.
create table guard.chain_maps (
  tenant_id     text         not null,
  chain_sha256  bytea        not null,  -- of the response's or conversation's id
  map_id        uuid         not null,  -- a conversation has one map per turn
  key_id        text         not null,  -- the key under which the map is encrypted
  sealed        bytea        not null,  -- AES-256-GCM: nonce, tag, ciphertext
  expires_at    timestamptz  not null,
  constraint chain_maps_pkey primary key (tenant_id, chain_sha256, map_id),
  constraint chain_maps_sha256_length check (octet_length(chain_sha256) = 32)
);
create index chain_maps_by_expiry on guard.chain_maps (expires_at);  -- for the sweeper alone

-- A session keeps the key of its first call, so that its history masks to the same bytes after a rotation.
create table guard.session_keys (
  tenant_id   text         not null,
  session_id  uuid         not null,
  key_id      text         not null,
  first_used  timestamptz  not null,
  constraint session_keys_pkey primary key (tenant_id, session_id)
);
