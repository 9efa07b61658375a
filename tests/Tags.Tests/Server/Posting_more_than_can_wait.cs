using System.Net.Http.Headers;
using System.Text;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Specs;
using Logistics.Tags.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Posting_more_than_can_wait(RunningTags tags)
{
    [Fact]
    public async Task Is_refused_until_there_is_room_and_a_stream_is_kept_waiting()
    {
        var keys = new List<string>();
        foreach (var id in new[] { "gw-room-1", "gw-room-2", "gw-room-3" }) keys.Add(await tags.Gateway(id));
        var epochs = new List<string>();
        foreach (var key in keys) epochs.Add(await tags.Epoch(key));
        await using var crowded = await tags.Another(("Tags:MostWaitingReads", "10"));
        var room = crowded.Services.GetRequiredService<JournalWriter>().Room;
        var grpc = new V1.ReadService.ReadServiceClient(GrpcChannel.ForAddress(crowded.Urls.Last()));

        var writer = await HoldTheJournal();
        var first = Post(crowded, keys[0], Body(epochs[0], [.. Enumerable.Range(1, 8).Select(n => Read(n, "room", Now))]));
        await Eventually.True(() => room.Reads == 8, "the first batch to wait");

        var second = await Post(crowded, keys[1], Body(epochs[1], [.. Enumerable.Range(1, 8).Select(n => Read(n, "room", Now))]));
        (second.Status, second.RetryAfter).Should().Be((429, "1"));
        second.Body.Should().Contain("too-much-waiting");
        var refused = await Refused.With(StatusCode.ResourceExhausted, "too-much-waiting", async () => await grpc.PostReadsAsync(Batch(epochs[2]), Bearer(keys[2])));
        refused.Trailers.GetValue("retry-after").Should().Be("1");
        using var stream = grpc.StreamReads(Bearer(keys[2]));
        await stream.RequestStream.WriteAsync(Batch(epochs[2]));

        await writer.DisposeAsync();
        (await first).Status.Should().Be(200);
        (await stream.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        stream.ResponseStream.Current.Accepted.Should().Be(8, "it waited");
        await stream.RequestStream.CompleteAsync();
        await Eventually.True(() => room.Reads == 0, "the room to be empty");
        (await Post(crowded, keys[1], Body(epochs[1], [.. Enumerable.Range(1, 8).Select(n => Read(n, "room", Now))]))).Status.Should().Be(200);
        await crowded.StopAsync();
    }

    /// <summary>Until it is disposed of no writer can commit.</summary>
    private async Task<NpgsqlConnection> HoldTheJournal()
    {
        var connection = new NpgsqlConnection(tags.Database);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("begin; lock table reads in share mode", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private static V1.ReadBatch Batch(string epoch)
    {
        var batch = new V1.ReadBatch { Epoch = epoch };
        batch.Reads.AddRange(Enumerable.Range(1, 8).Select(n => new V1.Read { Sequence = (ulong)n, TagId = "room", EventTime = Event(Now) }));
        return batch;
    }

    private static async Task<(int Status, string? RetryAfter, string Body)> Post(WebApplication app, string key, string body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/reads", content);
        return ((int)response.StatusCode, response.Headers.RetryAfter?.ToString(), await response.Content.ReadAsStringAsync());
    }
}
