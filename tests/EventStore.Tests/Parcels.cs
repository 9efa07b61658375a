using NodaTime;
using Npgsql;

namespace Logistics.EventStore.Tests;

public readonly record struct ParcelId(string Value);

public enum ParcelSize
{
    Small,
    Large,
}

public sealed record ParcelBooked(ParcelId Parcel, string Note, Instant BookedAt);

public sealed record ParcelMoved(ParcelId Parcel, string To, decimal Weight);

public sealed record ParcelLabelled(ParcelId Parcel, string Label);

public sealed record ParcelLabelledTwice(ParcelId Parcel, string Label, string Printer);

public sealed record ParcelAddressed(ParcelId Parcel, ProtectedText Consignee);

/// <summary>Registered by nobody.</summary>
public sealed record ParcelForgotten(ParcelId Parcel);

public sealed record Parcel(int Booked, int Moves, string Place)
{
    public static readonly StreamType<Parcel> Stream = new("parcel", new Parcel(0, 0, "nowhere"), Evolve);

    public static Parcel Evolve(Parcel state, object e) => e switch
    {
        ParcelBooked => state with { Booked = state.Booked + 1 },
        ParcelMoved moved => state with { Moves = state.Moves + 1, Place = moved.To },
        ParcelLabelledTwice or ParcelAddressed => state,
        _ => throw new ArgumentException($"A parcel knows no {e.GetType().Name}."),
    };
}

public sealed record ParcelCard(string Id, string Place, int Moves);

public sealed class ParcelCards : DocumentProjection<ParcelCard>
{
    public override string Name => "ParcelCards";

    protected override string? IdOf(StoredEvent e) => e.Data is ParcelBooked or ParcelMoved ? e.StreamId : null;

    protected override ParcelCard? Evolve(ParcelCard? doc, StoredEvent e) => e.Data switch
    {
        ParcelMoved { To: "scrap" } => null,
        ParcelMoved moved => (doc ?? New(e)) with { Place = moved.To, Moves = (doc?.Moves ?? 0) + 1 },
        _ => doc ?? New(e),
    };

    private static ParcelCard New(StoredEvent e) => new(e.StreamId, "nowhere", 0);
}

public class ParcelPlaces : Projection
{
    public override string Name => "ParcelPlaces";

    public override string Schema =>
        "create table parcel_places (place text primary key, moves int not null, last_position bigint not null);"
        + "create index parcel_places_moves on parcel_places (moves);";

    public override IReadOnlyList<string> Tables => ["parcel_places"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not ParcelMoved moved) return;
        if (moved.To == "poison") throw new InvalidOperationException("This place cannot be.");
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into parcel_places values ($1, 1, $2)
            on conflict (place) do update set moves = parcel_places.moves + 1, last_position = $2
            """)
        {
            Parameters = { new() { Value = moved.To }, new() { Value = e.Position } },
        });
    }
}

/// <summary>The same name at the next version, with a column more.</summary>
public sealed class ParcelPlacesWithWeight : ParcelPlaces
{
    public override int Version => 2;

    public override string Schema => "create table parcel_places (place text primary key, weight numeric not null);";

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        if (e.Data is not ParcelMoved moved) return;
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "insert into parcel_places values ($1, $2) on conflict (place) do update set weight = parcel_places.weight + $2")
        {
            Parameters = { new() { Value = moved.To }, new() { Value = moved.Weight } },
        });
    }
}
