using Logistics.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.BusinessLocations;

/// <summary>Which business locations have fences, from when on.</summary>
internal sealed class BusinessLocationDirectory : Projection
{
    internal const string ProjectionName = "BusinessLocationDirectory";

    public override string Name => ProjectionName;

    public override string Schema =>
        $$"""
        create table business_location_fence (location text collate "C", since timestamptz, since_offset smallint not null, shape jsonb,
          primary key (location, since));
        {{Sight.Grant("business_location_fence")}}
        alter table business_location_fence enable row level security;
        create policy business_location_fence_operator on business_location_fence for select using (current_setting('hub.everything', true) = 'on');
        """;

    public override IReadOnlyList<string> Tables => ["business_location_fence"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not (FenceDrawn or FenceRemoved)) return;
        var version = FenceRows.VersionOf(e.Data);
        var offset = e.Data is FenceDrawn drawn ? drawn.From.Offset : ((FenceRemoved)e.Data).From.Offset;
        batch.BatchCommands.Add(new(
            """
            insert into business_location_fence values ($1, $2, $3, $4)
            on conflict (location, since) do update set since_offset = excluded.since_offset, shape = excluded.shape
            """)
        {
            Parameters =
            {
                new() { Value = version.LocationId },
                new() { Value = version.From.ToDateTimeUtc() },
                new() { Value = (short)(offset.Seconds / 60) },
                new() { Value = version.Shape is { } shape ? EventJson.Serialize(shape) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        });
    }
}
