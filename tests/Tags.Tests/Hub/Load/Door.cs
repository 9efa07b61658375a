using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Grpc.Core;
using Logistics.Tags.Tests.Server;
using Logistics.Tags.V1;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>How many reads of a batch a receipt made safe, by what it says; null where there was no receipt.</summary>
internal delegate Task<(int Accepted, int Repeated)?> Door(Device device, IReadOnlyList<PostedRead> batch);

/// <summary>
/// A receipt says that all of the batch is safe, or there is none and the gateway posts again. Anything else, such as a refusal or
/// quarantine, is an error here.
/// </summary>
internal static class DoorBy
{
    internal static Door Json(HttpClient client)
        => (device, batch) => Post(client, device, "/v1/reads", batch.Count, new StringContent(Text(device, batch), Encoding.UTF8, "application/json"));

    internal static Door PackedLines(HttpClient client) => (device, batch) =>
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            foreach (var read in batch) gzip.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(read.Json) + "\n"));
        }

        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/x-ndjson");
        content.Headers.ContentEncoding.Add("gzip");
        return Post(client, device, $"/v1/reads?epoch={device.Epoch}&batchId=lines", batch.Count, content);
    };

    internal static Door Grpc(ReadService.ReadServiceClient client)
        => (device, batch) => Answered(async () => Counted(await client.PostReadsAsync(Batch(device, batch), Bearer(device), Persistently.Deadline), batch.Count));

    /// <summary>A stream a batch.</summary>
    internal static Door GrpcStream(ReadService.ReadServiceClient client) => (device, batch) => Answered(async () =>
    {
        using var call = client.StreamReads(Bearer(device), Persistently.Deadline);
        await call.RequestStream.WriteAsync(Batch(device, batch));
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue("a batch has a receipt");
        return Counted(call.ResponseStream.Current, batch.Count);
    });

    /// <summary>
    /// mosquitto_pub, which ends well when the broker has acknowledged. That is all a device may have heard: the reads have to come to the
    /// journal without it.
    /// </summary>
    internal static Door MqttAcknowledged(RunningHub hub) => async (device, batch) =>
    {
        var (exit, _) = await RunningHub.Run("timeout", ["10", "mosquitto_pub", .. hub.MqttBroker, .. device.SignIn, "-q", "1", "-t", $"gateways/{device.Id}/reads", "-m", Text(device, batch)]);
        return exit == 0 ? (batch.Count, 0) : null;
    };

    /// <summary>mosquitto_rr, which waits for the receipt.</summary>
    internal static Door MqttReceipt(RunningHub hub) => async (device, batch) =>
    {
        var (exit, answer) = await RunningHub.Run(
            "mosquitto_rr", [.. hub.MqttBroker, .. device.SignIn, "-q", "1", "-t", $"gateways/{device.Id}/reads", "-e", $"gateways/{device.Id}/receipts", "-m", Text(device, batch), "-W", "10"]);
        return exit == 0 ? Counted(answer, batch.Count) : null;
    };

    private static async Task<(int, int)?> Post(HttpClient client, Device device, string path, int posted, HttpContent content)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", device.Key);
            using var response = await client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).Should().BeOneOf([200, 429, 503], answer);
            return response.IsSuccessStatusCode ? Counted(answer, posted) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    private static async Task<(int, int)?> Answered(Func<Task<(int, int)?>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException e) when (e.IsNoAnswer())
        {
            return null;
        }
    }

    private static (int, int)? Counted(Receipt receipt, int posted)
    {
        (receipt.Accepted + receipt.Repeated).Should().Be(posted, receipt.ToString());
        return (receipt.Accepted, receipt.Repeated);
    }

    private static (int, int)? Counted(string answer, int posted)
    {
        var receipt = JsonSerializer.Deserialize<JsonElement>(answer);
        var (accepted, repeated) = (receipt.GetProperty("accepted").GetInt32(), receipt.GetProperty("repeated").GetInt32());
        (accepted + repeated).Should().Be(posted, answer);
        return (accepted, repeated);
    }

    private static ReadBatch Batch(Device device, IReadOnlyList<PostedRead> batch) => new() { Epoch = device.Epoch, BatchId = "b", Reads = { batch.Select(read => read.Proto) } };

    private static string Text(Device device, IReadOnlyList<PostedRead> batch) => RunningTags.Body(device.Epoch, [.. batch.Select(read => read.Json)]);

    private static Metadata Bearer(Device device) => RunningTags.Bearer(device.Key);
}
