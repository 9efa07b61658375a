using Logistics.EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Tags;

/// <summary>Which tags there are, whose, and on what.</summary>
internal sealed class TagDirectory : Projection
{
    internal const string ProjectionName = "TagDirectory";

    public override string Name => ProjectionName;

    public override string Schema =>
        $$"""
        create table tag_directory (id text collate "C" primary key, kind text not null, owner text not null, handling_unit text,
          attached_at timestamptz, attached_offset smallint);
        {{Sight.Grant("tag_directory")}}
        alter table tag_directory enable row level security;
        create policy tag_directory_owner on tag_directory for select using (
          current_setting('hub.everything', true) = 'on' or owner = current_setting('hub.organisation', true));
        """;

    public override IReadOnlyList<string> Tables => ["tag_directory"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case TagRegistered registered:
                batch.Add(
                    "insert into tag_directory (id, kind, owner) values ($1, $2, $3) on conflict (id) do nothing",
                    registered.TagId, registered.Kind.ToString(), registered.Owner);
                break;
            case TagAttached attached:
                Place(batch, e, attached.HandlingUnitId, attached.At);
                break;
            case TagRetired:
                batch.Add("delete from tag_directory where id = $1", Tag.Stream.KeyOf(e.StreamId));
                break;
            case TagDetached:
                Place(batch, e, null, null);
                break;
        }
    }

    private static void Place(NpgsqlBatch batch, StoredEvent e, string? unit, OffsetDateTime? at) => batch.BatchCommands.Add(
        new("update tag_directory set handling_unit = $2, attached_at = $3, attached_offset = $4 where id = $1")
        {
            Parameters =
            {
                new() { Value = Tag.Stream.KeyOf(e.StreamId) },
                new() { Value = (object?)unit ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = (object?)at?.ToInstant().ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = (object?)(short?)(at?.Offset.Seconds / 60) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint },
            },
        });
}
