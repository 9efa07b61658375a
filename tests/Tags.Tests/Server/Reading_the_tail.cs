using FluentAssertions;
using Google.Protobuf;
using Logistics.Tags.Doors;
using Logistics.Tags.Journal;
using Logistics.Tags.Tests.Doors;
using Logistics.Tags.Watching;
using NodaTime;
using Npgsql;
using Xunit;

namespace Logistics.Tags.Tests.Server;

/// <summary>The watch takes reads from this process's memory or from the database, whichever has them: they must be the same.</summary>
[Trait("Needs", "Servers")]
public sealed class Reading_the_tail(RunningTags tags) : IClassFixture<RunningTags>
{
    private const int Writer = -77;
    private const int Batches = 60;

    [Fact]
    public async Task Gives_what_the_database_gives()
    {
        var (known, points, texts) = (new KnownTags(), RandomBatch.Points(), new TailReader.Texts());
        await using var connection = new NpgsqlConnection(tags.Database);
        await connection.OpenAsync();
        var (position, expected) = (0L, new List<JournaledRead>());
        for (var seed = 0; seed < Batches; seed++)
        {
            var (_, _, plain) = ReadsWire.Read(new RandomBatch(seed).Message(spoiled: false).ToByteArray(), RandomBatch.Gateway, known, points)!.Value;
            position = plain.Rows.Stamp(SystemClock.Instance.GetCurrentInstant(), Writer, position);
            await Copy(connection, plain.Rows);
            for (var n = 0; n < plain.Rows.Count; n++) expected.Add(TailReader.Of(plain.Rows.Row(n), texts));
        }

        var found = new List<JournaledRead>();
        await using var all = new NpgsqlCommand($"select {JournaledRead.Columns} from reads where writer = {Writer} order by position", connection);
        await using var rows = await all.ExecuteReaderAsync();
        while (await rows.ReadAsync()) found.Add(JournaledRead.Of(rows));
        found.Should().HaveCount((int)position).And.BeEquivalentTo(expected, options => options.WithStrictOrdering());
        found.Select(read => Convert.ToHexString(read.Hash)).Should().Equal(expected.Select(read => Convert.ToHexString(read.Hash)));
    }

    private static async Task Copy(NpgsqlConnection connection, JournalRows rows)
    {
        byte[] header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
        await using var copy = await connection.BeginRawBinaryCopyAsync(JournalRows.Copy);
        await copy.WriteAsync(header);
        await copy.WriteAsync(rows.Bytes);
        await copy.WriteAsync(new byte[] { 0xff, 0xff });
    }
}
