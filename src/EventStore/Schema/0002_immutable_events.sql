-- 0002: what has happened stays as it is. Only the archive flag may change, and that in both directions.
create function events.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - 'is_archived' = to_jsonb(new) - 'is_archived' then
    return new;
  end if;
  raise exception 'events are immutable: % of %.% is refused', tg_op, tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger refuse_change before update or delete on events.mt_events
  for each row execute function events.refuse_change();

create trigger refuse_truncate before truncate on events.mt_events
  for each statement execute function events.refuse_change();
