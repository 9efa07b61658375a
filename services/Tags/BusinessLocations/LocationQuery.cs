using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Tags.Fences;
using Logistics.Tags.V1;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.BusinessLocations;

/// <summary>Fences as the operator sees them.</summary>
internal sealed class LocationQuery(NpgsqlDataSource database)
{
    internal Task<List<BusinessLocationFence>> Page(string after, int size, Instant at, Caller caller, CancellationToken ct) => database.Ask(
        caller,
        """
        select location, since, since_offset, shape from (
          select distinct on (location) * from business_location_fence where location > $1 and since <= $3 order by location, since desc) latest
        where shape is not null order by location limit $2
        """,
        [new() { Value = after }, new() { Value = size }, new() { Value = at.ToDateTimeUtc() }], Of, ct);

    private static BusinessLocationFence Of(NpgsqlDataReader row) => new()
    {
        LocationId = row.GetString(0),
        Fence = FenceMapping.Fence(EventJson.Deserialize<FenceShape>(row.GetString(3))),
        From = Mapping.EventTime(row.GetInstant(1), row.GetInt16(2)),
    };
}
