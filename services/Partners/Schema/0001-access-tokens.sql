-- Whose token it is and until when. What the owner may do is read from the owner's own row, so that it is never out of date.
create table access_tokens (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  kind text not null check (kind in ('client', 'person')),
  subject_id text not null,
  -- A person's tokens end when the stamp changes, which Identity does with the password.
  security_stamp text check ((security_stamp is null) = (kind = 'client')),
  issued_at timestamptz not null,
  expires_at timestamptz not null
);

create index access_tokens_expires_at on access_tokens (expires_at);
create index access_tokens_subject on access_tokens (kind, subject_id);
