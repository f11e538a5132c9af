-- 0007: the organisations' own recognizers, allow and deny lists. Listed values can be personal data, so they are encrypted under the tenant's key, which the
-- database never holds; one row an organisation, overwritten by the next change, so that nothing stays of what was taken off a list.
create table guard.detection (
  tenant_id     text   not null,
  detection_id  uuid   not null,  -- that of the event guard_detection_changed which it belongs to
  key_id        text   not null,  -- the key under which it is encrypted
  sealed        bytea  not null,  -- AES-256-GCM: nonce, tag, ciphertext
  constraint detection_pkey primary key (tenant_id)
);
