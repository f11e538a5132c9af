-- 0001: who may come in. Addresses, password hashes and key hashes stand here and never in the log, so that they can be deleted.
create table ops.users (
  user_id            uuid         not null,
  tenant_id          text         not null,  -- the organisation's id
  email              text         not null,  -- in lower case
  password_hash      text,                   -- null until an invited user has chosen one
  invitation_sha256  bytea,                  -- of the word that an invited user must know; null once it is used
  roles              text[]       not null,  -- as the user's stream says; written in the same transaction
  created_at         timestamptz  not null default now(),
  constraint users_pkey primary key (user_id),
  constraint users_email_key unique (email),
  constraint users_email_lower_case check (email = lower(email)),
  constraint users_can_come_in check (password_hash is not null or invitation_sha256 is not null)
);
create index users_by_tenant on ops.users (tenant_id, user_id);  -- the list of an organisation's users

create table ops.api_keys (
  api_key_id    uuid         not null,
  tenant_id     text         not null,
  key_sha256    bytea        not null,  -- the key has 256 random bits, so a plain hash cannot be guessed back
  name          text         not null,
  hint          text         not null,  -- the key's first characters, to tell keys apart
  roles         text[]       not null,
  created_at    timestamptz  not null default now(),
  expires_at    timestamptz,
  revoked_at    timestamptz,
  last_used_at  timestamptz,            -- exact to a minute
  constraint api_keys_pkey primary key (api_key_id),
  constraint api_keys_sha256_key unique (key_sha256),
  constraint api_keys_sha256_length check (octet_length(key_sha256) = 32)
);
create index api_keys_by_tenant on ops.api_keys (tenant_id, api_key_id);

-- Keys that all hosts of an installation share: what signs cookies, and what hides addresses in failed logins.
create table ops.secrets (
  name        text         not null,
  value       text         not null,
  created_at  timestamptz  not null default now(),
  constraint secrets_pkey primary key (name)
);
