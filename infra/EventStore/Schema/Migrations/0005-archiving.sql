-- On the table and not in the append function, so that code of the version before, and Marten, are held to it too.
create function log_refuse_archived_v1() returns trigger language plpgsql as $$
begin
  raise exception 'stream % is archived', old.id using errcode = 'LG002', constraint = old.id;
end $$;

create trigger log_refuse_archived before update on mt_streams for each row
  when (old.is_archived and new.version is distinct from old.version) execute function log_refuse_archived_v1();
