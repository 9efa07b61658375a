using Logistics.EventStore;
using Logistics.Tags.Tags;
using Npgsql;

namespace Logistics.Tags.Whereabouts;

/// <summary>Which tag spoke for which handling unit, from when until when.</summary>
internal sealed class AttachmentHistory : Projection
{
    internal const string ProjectionName = "AttachmentHistory";

    public override string Name => ProjectionName;

    public override string Schema =>
        $$"""
        create table attachment_history (tag text not null, unit text not null, since timestamptz not null, until timestamptz, primary key (tag, since));
        create index attachment_history_by_unit on attachment_history (unit);
        {{Sight.Grant("attachment_history")}}
        """;

    public override IReadOnlyList<string> Tables => ["attachment_history"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case TagAttached attached:
                batch.Add(
                    "insert into attachment_history (tag, unit, since) values ($1, $2, $3) on conflict (tag, since) do update set unit = excluded.unit, until = null",
                    Tag.Stream.KeyOf(e.StreamId), attached.HandlingUnitId, attached.At.ToInstant().ToDateTimeUtc());
                break;
            case TagDetached detached:
                batch.Add(
                    "update attachment_history set until = $2 where tag = $1 and until is null", Tag.Stream.KeyOf(e.StreamId), detached.At.ToInstant().ToDateTimeUtc());
                break;
        }
    }
}
