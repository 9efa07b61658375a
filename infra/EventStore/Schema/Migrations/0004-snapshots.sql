-- States of long streams, so that a load need not fold from the beginning. Only ever a short cut: the row names the event it was
-- taken after, and a load takes it only where that event is still there. A row may be deleted at any time.
create table log_snapshots (
  stream_id varchar not null,
  schema text not null,
  version bigint not null,
  event_id uuid not null,
  state text not null,
  taken_at timestamptz not null default clock_timestamp(),
  primary key (stream_id, schema)
);
