namespace Logistics.Shipments.Feeds;

/// <summary>The tables of one feed, and the statements on them.</summary>
/// <param name="Name">Prefix of its tables.</param>
/// <param name="MoreTables">Further tables that parties may query; each has a column parties.</param>
/// <param name="MoreDdl">Their DDL, and indexes on the list's own columns.</param>
internal sealed record FeedSchema(string Name, IReadOnlyList<string> MoreTables, string MoreDdl)
{
    public string List => $"{Name}_list";

    public string Change => $"{Name}_change";

    public string Feed => $"{Name}_feed";

    public IReadOnlyList<string> Tables => [List, Change, Feed, .. MoreTables];

    public string InsertChange => $"insert into {Change} (position, id, parties, document) values ($1, $2, $3, $4)";

    public string InsertFeed =>
        $"""
        insert into {Feed} (organisation, position, id, withdrawn)
        select o, $3, $4, false from unnest($1::text[]) o union all select o, $3, $4, true from unnest($2::text[]) o
        """;

    public string Upsert(IReadOnlyList<string> columns)
    {
        string[] all = ["id", "position", "ordinal", "parties", "document", .. columns];
        return $"""
            insert into {List} ({string.Join(", ", all)}) values ({string.Join(", ", all.Select((_, i) => $"${i + 1}"))})
            on conflict (id) do update set {string.Join(", ", all.Skip(1).Select(c => $"{c} = excluded.{c}"))}
            """;
    }

    public string Ddl(IReadOnlyList<string> columns) =>
        $"""
        create table {List} (
          id text collate "C" primary key,
          position bigint not null,
          ordinal bigint not null,
          parties text[] not null,
          document jsonb not null{string.Concat(columns.Select(c => $",\n  {c}"))}
        );
        create index on {List} (ordinal desc);
        create index on {List} using gin (parties);
        create table {Change} (
          position bigint primary key,
          id text not null,
          parties text[] not null,
          document jsonb not null
        );
        create table {Feed} (
          organisation text collate "C" not null,
          position bigint not null,
          id text not null,
          withdrawn boolean not null,
          primary key (organisation, position)
        );
        {MoreDdl}
        {Security([List, Change, .. MoreTables], "parties @> array[current_setting(''hub.organisation'', true)]")}
        {Security([Feed], "organisation = current_setting(''hub.organisation'', true)")}
        """;

    /// <summary>
    /// The role that queries run as is named for the database's owner, so that every service and every test database has its own.
    /// The owner itself, which writes, is not bound.
    /// </summary>
    private static string Security(IReadOnlyList<string> tables, string visible) =>
        $"""
        do $security$
        declare
          query_role text := (select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query';
          t text;
        begin
          foreach t in array array[{string.Join(", ", tables.Select(t => $"'{t}'"))}] loop
            execute format('alter table %I enable row level security', t);
            execute format('grant select on %I to %I', t, query_role);
            execute format('create policy parties on %I for select to %I using ({visible})', t, query_role);
          end loop;
        end $security$;
        """;
}
