-- 0003: stops an append whose streams are not at the expected versions, before any number is drawn for it.
create function events.require_versions(fitting bigint, wanted bigint) returns boolean language plpgsql as $$
begin
  if fitting = wanted then
    return true;
  end if;
  raise exception 'streams have moved on: % of % are at the expected version', fitting, wanted using errcode = 'MT003';
end
$$;
