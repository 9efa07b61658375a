-- Events that an operator told a follower to pass over. They count for that version of the follower, in its rebuilds too.
create table log_skips (
  follower text not null,
  version int not null,
  position bigint not null,
  reason text not null,
  error text,
  skipped_by text not null,
  skipped_at timestamptz not null default clock_timestamp(),
  primary key (follower, version, position)
);
