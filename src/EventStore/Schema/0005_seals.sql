-- 0005: seals over the log (docs/adr/0007-seals.md). Each one hashes the rows of its range behind the one before it, and is signed with a key that
-- the database never holds: who can write here can break a seal, but not make one.
create table ops.seals (
  number          bigint       not null,  -- 1, 2, 3 … without a gap
  first_position  bigint       not null,  -- of the first event in it
  last_position   bigint       not null,  -- of the last; what lies between two seals has no event and never will
  events          integer      not null,
  positions       text         not null,  -- '1-500,502-1001': where the events are; the rest of the range was rolled back
  previous        bytea        not null,  -- hash of the seal before; zeros for the first
  hash            bytea        not null,  -- SHA-256 over previous and each row's canonical form
  row_hashes      bytea        not null,  -- 16 bytes for each row, so that a broken range shows which row it was
  key_id          text         not null,  -- RFC 7638 thumbprint of the public key
  signature       bytea        not null,  -- ES256 over all of the above
  sealed_at       timestamptz  not null,
  constraint seals_pkey primary key (number),
  constraint seals_last_position_key unique (last_position),  -- finds the seal of a position
  constraint seals_range check (first_position <= last_position and events > 0),
  constraint seals_hash_lengths check (octet_length(previous) = 32 and octet_length(hash) = 32 and octet_length(row_hashes) = 16 * events)
);

create function ops.refuse_seal_change() returns trigger language plpgsql as $$
begin
  raise exception 'seals are immutable: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;

create trigger refuse_seal_change before update or delete on ops.seals
  for each row execute function ops.refuse_seal_change();

create trigger refuse_seal_truncate before truncate on ops.seals
  for each statement execute function ops.refuse_seal_change();
