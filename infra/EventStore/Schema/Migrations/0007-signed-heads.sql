-- Copies of the heads that were signed and exported; what is exported is what counts.
create table log_heads (
  position bigint primary key,
  signed_at timestamptz not null,
  line text not null
);
