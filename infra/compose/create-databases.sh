#!/bin/bash
# Run once by the postgres image on an empty volume: a database a service, owned by a login role of the same name, and
# the role NAME_query without login that queries take on, so that row-level security binds them.
set -euo pipefail

create() {
  psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set name="$1" --set password="$2" << 'SQL'
create role :"name" login password :'password';
select format('create role %I nologin', :'name' || '_query') \gexec
select format('grant %I to %I', :'name' || '_query', :'name') \gexec
create database :"name" owner :"name";
revoke connect, temporary on database :"name" from public;
SQL
}

create partners "$PARTNERS_PASSWORD"
create shipments "$SHIPMENTS_PASSWORD"
create tags "$TAGS_PASSWORD"
create routing "$ROUTING_PASSWORD"
create console "$CONSOLE_PASSWORD"
