using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Local;
using Logistics.Partners.V1;
using Logistics.Specs;
using Logistics.Tags.V1;
using Npgsql;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>Partners and Tags as processes of their own, over servers that may be killed.</summary>
public sealed class RunningHub : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Checkout.Find().RunFolder, "tests", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), $"hub-{Guid.NewGuid():N}"[..10]);
    private Metadata admin = [];
    private GrpcChannel? partners;
    private GrpcChannel? tags;

    internal Local.Hub Hub { get; private set; } = null!;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal Uri Http => Hub.Services["Tags"].Http;

    internal GatewayService.GatewayServiceClient Gateways => new(tags);

    internal TagService.TagServiceClient Tags => new(tags);

    internal ReadService.ReadServiceClient Reads => new(tags);

    internal OrganisationService.OrganisationServiceClient Organisations => new(partners);

    internal Metadata Admin => admin;

    /// <summary>For mosquitto's programs.</summary>
    internal string[] MqttBroker => ["-h", "127.0.0.1", "-p", Hub.RabbitMq.MqttPort!.Value.ToString(CultureInfo.InvariantCulture), "-V", "mqttv311"];

    public async Task InitializeAsync()
    {
        await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq]);
        Hub = await Local.Hub.Start(new() { Folder = folder, Services = ["Partners", "Tags"] });
        Database = NpgsqlDataSource.Create(await Hub.DatabaseOf("Tags"));
        partners = GrpcChannel.ForAddress(Hub.Services["Partners"].Grpc);
        tags = GrpcChannel.ForAddress(Hub.Services["Tags"].Grpc);
        var secret = (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Hub.Keys, "client-hub-demo.json")))!["secret"]!;
        var token = await new TokenService.TokenServiceClient(partners).IssueTokenAsync(new() { ClientId = "hub-demo", ClientSecret = secret });
        admin = new() { { "authorization", $"Bearer {token.AccessToken}" } };
    }

    public async Task DisposeAsync()
    {
        partners?.Dispose();
        tags?.Dispose();
        if (Database is not null) await Database.DisposeAsync();
        if (Hub is not null) await Hub.DisposeAsync();
        RunFolder.Delete(folder);
    }

    internal async Task ReadPoint(string id, string hub, string kind)
        => await Gateways.RegisterReadPointAsync(new() { ReadPoint = new() { Id = id, HubId = hub, Kind = kind } }, admin);

    /// <summary>A gateway with a device key of its own.</summary>
    internal async Task<Device> Gateway(string id)
    {
        await ReadPoint($"rp-{id}", "DEDTM", "yard");
        var device = await Organisations.RegisterDeviceAsync(new() { DeviceId = id, OrganisationId = "org-hub" }, admin);
        await Gateways.RegisterGatewayAsync(new() { Gateway = new() { Id = id, ReadPointId = $"rp-{id}" } }, admin);
        var opened = await Gateways.OpenEpochAsync(new(), new Metadata { { "authorization", $"Bearer {device.DeviceKey}" } });
        return new(id, device.DeviceKey, opened.Epoch);
    }

    internal async Task<(int Status, JsonElement Body)> Post(Device device, string body)
    {
        using var client = new HttpClient { BaseAddress = Http, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", device.Key);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/reads", content);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>A connection that was cut by a kill is found out by using it.</summary>
    internal async Task<long> Count(string sql)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = Database.CreateCommand(sql);
                return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
            }
            catch (NpgsqlException) when (attempt < 10)
            {
                await Task.Delay(500);
            }
        }
    }

    /// <summary>
    /// All that was journaled is told and saved, and every projection and subscription has come to the end of the log: so nothing is left to
    /// be told.
    /// </summary>
    internal Task Quiet() => Eventually.True(
        async () => await Count(
            """
            with head as (select coalesce(max(seq_id), 0) as position from mt_events)
            select (select coalesce(sum(unsaved), 0) from watch_lag) + (select count(*) from pending_transitions)
              + (select count(*) from watch_shards s, head where not exists (
                select from journal_positions p where p.reader = 'watch/' || s.shard and p.writer = 0 and greatest(p.position, p.seen) >= head.position))
              + (select count(*) from log_followers f, head where not exists (
                select from mt_event_progression p
                where p.name = f.name || case when f.version = 1 then '' else ':V' || f.version end || ':All' and p.last_seq_id >= head.position))
            """) == 0,
        "the hub to have told everything");

    /// <summary>What reads have come to, but for what gateways tell of themselves: the same where nothing has changed.</summary>
    internal async Task<string> Trace()
    {
        await using var command = Database.CreateCommand(
            """
            select jsonb_pretty(jsonb_build_object(
              'reads', (select count(*) from reads), 'quarantine', (select count(*) from quarantine), 'evidence', (select count(*) from evidence),
              'journal', (select md5(string_agg(r::text, ',' order by r.writer, r.position)) from reads r),
              'receipts', (select jsonb_object_agg(gateway || ' ' || epoch, acknowledged::text) from receipts),
              'presence', (select jsonb_object_agg(tag, md5(p::text)) from presence p),
              'streams', (select jsonb_object_agg(id, version) from mt_streams where type <> 'gateway')))
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A program of Debian's, bounded.</summary>
    internal static async Task<(int Exit, string Output)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, string.Concat(output));
    }
}

/// <param name="Epoch">Opened for it.</param>
internal sealed record Device(string Id, string Key, string Epoch)
{
    /// <summary>For mosquitto's programs.</summary>
    internal string[] SignIn => ["-u", Id, "-P", Key, "-i", Id];

    internal string Body(int first, int count, string tag = "hub", string batch = "b") => JsonSerializer.Serialize(new
    {
        epoch = Epoch,
        batchId = batch,
        reads = Enumerable.Range(first, count).Select(i => new { sequence = i, tagId = $"{tag}-{i % 7}", eventTime = $"2026-11-20T12:00:{i % 60:00}+01:00", antenna = 1, rssiDbm = -60 }),
    });
}

[CollectionDefinition(Name)]
public sealed class OneRunningHub : ICollectionFixture<RunningHub>
{
    internal const string Name = "running hub";
}
