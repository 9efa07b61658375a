using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Doors;
using Logistics.Tags.Journal;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using ReadBatch = Logistics.Tags.V1.ReadBatch;

namespace Logistics.Tags.Tests.Doors;

/// <summary>As <see cref="A_batch_as_bytes"/>, for JSON.</summary>
public sealed class A_body_as_bytes
{
    private static readonly Config Quick = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(1_000_000);

    private readonly KnownTags _tags = new();
    private readonly KnownReadPoints _points = RandomBatch.Points();

    [Fact]
    public void Becomes_the_rows_that_its_objects_become()
        => Prop.ForAll<int>(seed => Short(Json(new RandomBatch(seed).Message(spoiled: false), new Random(seed)), seed).Should().BeTrue($"body {seed} is plain")).Check(Quick);

    [Fact]
    public void Is_left_to_the_long_way_where_anything_is_unusual()
        => Prop.ForAll<int>(seed => { Short(Garbled(new Random(seed), Json(new RandomBatch(seed).Message(spoiled: true), new Random(seed)), 0), seed); }).Check(Quick);

    [Fact]
    public void Never_breaks_the_door()
        => Prop.ForAll<int>(seed => { Short(Garbled(new Random(seed), Json(new RandomBatch(seed).Message(spoiled: false), new Random(seed)), 2), seed); }).Check(Quick);

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", true)]
    [InlineData("2024-02-29T23:59:59.9999999+14:00", true)]
    [InlineData("2023-02-29T00:00:00Z", false)]
    [InlineData("2026-11-20T23:59:60Z", false)]
    [InlineData("2026-11-20T12:00:00", false)]
    [InlineData("2026-11-20T12:00:00.+01:00", false)]
    [InlineData("2026-11-20T12:00:00+14:01", false)]
    [InlineData("2026-11-20 12:00:00Z", false)]
    public void Has_times_of_RFC_3339(string text, bool isOne) => Rfc3339.TryParse(Encoding.ASCII.GetBytes(text), out _, out _).Should().Be(isOne);

    private bool Short(byte[] body, int seed)
    {
        if (ReadsUtf8.Read(body, RandomBatch.Gateway, _tags, _points) is not var (epoch, batchId, plain)) return false;
        var (batch, refused) = ReadsBody.ByObjects(RandomBatch.Gateway, body);
        refused.Should().BeNull($"body {seed} was taken: {Encoding.UTF8.GetString(body)}");
        using var rows = RowEncoding.Of(batch!, batch!.Reads);
        batch.Reads.Should().OnlyContain(read => read.Defect == null, $"body {seed} was taken");
        (epoch, batchId, plain.Rows.Count, plain.Span).Should().Be((batch.Epoch!, batch.BatchId, batch.Count, batch.Sequences!.Value), $"body {seed} was taken");
        plain.Rows.Bytes.Span.SequenceEqual(rows.Bytes.Span).Should().BeTrue($"rows of body {seed} are the same");
        plain.Digest.Should().Equal(batch.Digest.Value);
        plain.Rows.Dispose();
        return true;
    }

    private static byte[] Garbled(Random random, byte[] body, int changes)
    {
        for (var i = 0; i < changes; i++) body[random.Next(body.Length)] = (byte)"\"{}[],:\\0-Z9x e."[random.Next(16)];
        return body;
    }

    private static byte[] Json(ReadBatch batch, Random random)
    {
        var body = new JsonObject { ["epoch"] = batch.Epoch, ["reads"] = new JsonArray([.. batch.Reads.Select(read => Json(read, random))]) };
        if (batch.BatchId.Length > 0) body.Insert(0, "batchId", batch.BatchId);
        return Encoding.UTF8.GetBytes(body.ToJsonString(new() { WriteIndented = random.Next(4) == 0, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static JsonObject Json(Read read, Random random)
    {
        var json = new JsonObject { ["sequence"] = read.Sequence, ["tagId"] = read.TagId, ["eventTime"] = Time(read.EventTime, random) };
        if (read.Antenna > 0) json["antenna"] = read.Antenna;
        if (double.IsFinite(read.RssiDbm)) json["rssiDbm"] = read.RssiDbm;
        if (read.EventId.Length > 0) json["eventId"] = read.EventId;
        if (read.ReadPointId.Length > 0) json["readPointId"] = read.ReadPointId;
        else if (random.Next(4) == 0) json["readPointId"] = null;
        if (read.HasBatteryPercent) json["batteryPercent"] = read.BatteryPercent;
        if (read.Position is { } p) json["position"] = new JsonObject { ["latitude"] = p.Latitude, ["longitude"] = p.Longitude };
        if (read.Sensors.Count > 0) json["sensors"] = new JsonArray([.. read.Sensors.Select(s => (JsonNode)new JsonObject { ["type"] = s.Type, ["value"] = s.Value, ["unit"] = s.Unit })]);
        return json;
    }

    private static string? Time(Types.V1.EventTime? at, Random random)
    {
        if (at?.Instant is not { Seconds: > 0 and < 10_000_000_000, Nanos: >= 0 } stamp) return "when it was";
        var local = Instant.FromUnixTimeSeconds(stamp.Seconds).PlusNanoseconds(stamp.Nanos).WithOffset(Offset.FromSeconds(at.UtcOffsetMinutes * 60));
        return local.ToString(random.Next(2) == 0 ? "uuuu-MM-dd'T'HH:mm:ss.ffffffo<Z+HH:mm>" : "uuuu-MM-dd'T'HH:mm:sso<Z+HH:mm>", CultureInfo.InvariantCulture);
    }
}
