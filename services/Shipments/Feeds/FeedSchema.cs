using Logistics.EventStore;

namespace Logistics.Shipments.Feeds;

/// <summary>
/// The tables of one feed. Feeds are also asked by one reader for all who watch: then the setting that row-level security goes by
/// names several organisations, between blanks.
/// </summary>
/// <param name="Name">Prefix of its tables.</param>
/// <param name="Columns">Of the party table: name and type of what lists are filtered by.</param>
/// <param name="MoreTables">Further tables that parties may query; each has a column organisation.</param>
/// <param name="MoreDdl">Their DDL, and further indexes on the party table.</param>
internal sealed record FeedSchema(string Name, IReadOnlyList<(string Name, string SqlType)> Columns, IReadOnlyList<string> MoreTables, string MoreDdl)
{
    /// <summary>One row a document: as it is folded, and as it is told.</summary>
    public string List => $"{Name}_list";

    /// <summary>One row a party and document, in the list's order: a page costs the same however many documents others have.</summary>
    public string Party => $"{Name}_party";

    /// <summary>Every document after every change, as it is told.</summary>
    public string Change => $"{Name}_change";

    /// <summary>Which changes concern which party.</summary>
    public string Feed => $"{Name}_feed";

    /// <summary>One row: up to which position changes were dropped. None: nothing was.</summary>
    public string Horizon => $"{Name}_horizon";

    public IReadOnlyList<string> Tables => [List, Party, Change, Feed, Horizon, .. MoreTables];

    // The key includes the columns, so that a filter which few rows pass reads index pages side by side and not the table all over.
    public string Ddl =>
        $"""
        create table {List} (
          id text collate "C" primary key,
          position bigint not null,
          ordinal bigint not null unique,
          parties text[] not null,
          document jsonb not null,
          wire bytea not null
        );
        create table {Party} (
          organisation text collate "C" not null,
          ordinal bigint not null,
          {string.Join(",\n  ", Columns.Select(c => $"{c.Name} {c.SqlType} not null"))},
          primary key (organisation, ordinal) include ({string.Join(", ", Columns.Select(c => c.Name))})
        );
        create table {Change} (
          position bigint primary key,
          id text not null,
          parties text[] not null,
          wire bytea not null
        );
        create table {Feed} (
          organisation text collate "C" not null,
          position bigint not null,
          id text not null,
          kind smallint not null,
          primary key (organisation, position)
        );
        create table {Horizon} (
          one boolean primary key default true check (one),
          position bigint not null
        );
        {MoreDdl}
        {QueryRole.Sees(List, "parties @> array[current_setting('hub.organisation', true)]")}
        {string.Join('\n', MoreTables.Prepend(Party).Select(t => QueryRole.Sees(t, "organisation = current_setting('hub.organisation', true)")))}
        {QueryRole.Sees(Change, "parties && string_to_array(current_setting('hub.organisation', true), ' ')")}
        {QueryRole.Sees(Horizon, "true")}
        {QueryRole.Sees(Feed, "organisation = any (string_to_array(current_setting('hub.organisation', true), ' '))")}
        """;
}
