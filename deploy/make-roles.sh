#!/bin/sh
# Run once by the database container when its volume is empty: the role that owns the tables and the one that serves.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set=owner="$OWNER_PASSWORD" --set=application="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE deficit_owner LOGIN PASSWORD :'owner';
CREATE ROLE deficit_app LOGIN PASSWORD :'application';
CREATE DATABASE deficit OWNER deficit_owner TEMPLATE template0 ENCODING 'UTF8'
  LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE deficit FROM PUBLIC;
GRANT CONNECT ON DATABASE deficit TO deficit_app;
SQL
