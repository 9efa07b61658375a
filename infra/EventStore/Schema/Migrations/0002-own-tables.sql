-- One row. last_position makes positions gapless and shows a tail that was cut off; what lies beyond chained_from is chained.
create table log_head (
  single boolean primary key default true check (single),
  last_position bigint not null,
  last_recorded_at timestamptz not null,
  chained_from bigint not null
) with (fillfactor = 20);

insert into log_head (last_position, last_recorded_at, chained_from)
  select coalesce(max(seq_id), 0), coalesce(max(timestamp), '-infinity'), coalesce(max(seq_id), 0) from mt_events;

create table log_idempotency (
  key text primary key,
  digest text,
  answer text,
  position bigint not null,
  recorded_at timestamptz not null
);

create table log_inbox (
  consumer text not null,
  message_id uuid not null,
  position bigint not null,
  recorded_at timestamptz not null,
  primary key (consumer, message_id)
);

-- recorded_at grows with the table, so a block range index is enough to find what is old.
create index log_idempotency_recorded_at on log_idempotency using brin (recorded_at);
create index log_inbox_recorded_at on log_inbox using brin (recorded_at);

-- epoch counts the switches and resets of a follower; a leader that missed one cannot move the checkpoint any more.
create table log_followers (
  name text primary key,
  version int not null,
  epoch bigint not null default 0,
  status text not null default 'running',
  stopped_at bigint,
  reason text,
  updated_at timestamptz not null default clock_timestamp()
);

create function log_advance_v1(follower text, progress text, from_position bigint, to_position bigint, at_epoch bigint) returns void
language plpgsql as $$
begin
  -- FOR SHARE waits for a switch under way and then sees its epoch; a plain subquery would go by the older snapshot.
  perform 1 from log_followers f where f.name = follower and f.epoch = at_epoch for share;
  if found then
    update mt_event_progression p set last_seq_id = to_position, last_updated = clock_timestamp()
      where p.name = progress and p.last_seq_id = from_position;
  end if;
  if not found then
    raise exception 'checkpoint of % is not at % in epoch % any more', follower, from_position, at_epoch using errcode = 'LG001';
  end if;
end $$;

create table log_personal_keys (
  key_id uuid primary key,
  person text not null,
  wrapped bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((wrapped is null) = (erased_at is not null))
);

create unique index log_personal_keys_person on log_personal_keys (person) where erased_at is null;
