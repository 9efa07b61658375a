using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Partners.V1;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;
using Npgsql;

namespace Logistics.Tags.Bench.Hub;

/// <summary>A whole hub on this machine, every service a process of its own, with gateways and tags to bench with.</summary>
internal sealed class BenchHub : IAsyncDisposable
{
    internal const int Gateways = 16;
    internal const string Place = "DEDTM";

    private readonly Local.Hub _hub;
    private readonly GrpcChannel _partners;
    private readonly GrpcChannel _tags;
    private readonly GrpcChannel _shipments;

    private BenchHub(Local.Hub hub, string database)
    {
        (_hub, Database) = (hub, NpgsqlDataSource.Create(database));
        (_partners, _tags, _shipments) = (Channel("Partners"), Channel("Tags"), Channel("Shipments"));
    }

    internal NpgsqlDataSource Database { get; }

    internal IReadOnlyList<BenchGateway> Devices { get; private set; } = [];

    internal Uri TagsGrpc => _hub.Services["Tags"].Grpc;

    internal Uri TagsHttp => _hub.Services["Tags"].Http;

    internal int? MqttPort => _hub.RabbitMq.MqttPort;

    internal int TagsPid => _hub.Part("Tags").Pid!.Value;

    internal int PostgresPid => _hub.Part("PostgreSQL").Pid!.Value;

    internal TagService.TagServiceClient Tags => new(_tags);

    internal GatewayService.GatewayServiceClient GatewaySetup => new(_tags);

    internal ReadService.ReadServiceClient Reads => new(_tags);

    internal WhereaboutsService.WhereaboutsServiceClient Whereabouts => new(_tags);

    internal ShipmentService.ShipmentServiceClient Shipments => new(_shipments);

    internal static async Task<BenchHub> Start(string folder)
    {
        var hub = await Local.Hub.Start(new() { Folder = folder, Say = Console.WriteLine, Services = ["Partners", "Shipments", "Tags"] });
        try
        {
            var bench = new BenchHub(hub, await hub.DatabaseOf("Tags"));
            await bench.SetUp();
            return bench;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a client of the demo's sends with its calls; tokens live for 15 minutes, so each is asked for anew.</summary>
    internal async Task<Metadata> As(string client)
    {
        var secret = (string)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_hub.Keys, $"client-{client}.json")))!["secret"]!;
        var token = await new TokenService.TokenServiceClient(_partners).IssueTokenAsync(new() { ClientId = client, ClientSecret = secret });
        return Bearer(token.AccessToken);
    }

    internal Task<Metadata> AsOperator() => As("hub-demo");

    internal static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    /// <summary>The journal as after a day's end: each measure begins with the same indexes.</summary>
    internal async Task EmptyJournal()
    {
        await Execute("truncate reads, posted_batches");
    }

    internal async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<long> Count(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _partners.Dispose();
        _tags.Dispose();
        _shipments.Dispose();
        await Database.DisposeAsync();
        await _hub.DisposeAsync();
    }

    /// <summary>
    /// A server that has run for a while writes its log into old segments; a fresh one fills each new segment with zeros first, while
    /// whoever commits waits. So a good deal more than the server keeps between two checkpoints is written before anything is measured.
    /// </summary>
    private Task UseUpTheLog() => Execute("select pg_logical_emit_message(false, 'bench', repeat('x', 1000000)) from generate_series(1, 3000)");

    private GrpcChannel Channel(string service) => GrpcChannel.ForAddress(_hub.Services[service].Grpc);

    private async Task SetUp()
    {
        await UseUpTheLog();
        var admin = await AsOperator();
        await GatewaySetup.RegisterReadPointAsync(new() { ReadPoint = new() { Id = "rp-bench", HubId = Place, Kind = "yard" } }, admin);
        var devices = new List<BenchGateway>();
        for (var i = 0; i < Gateways; i++)
        {
            var id = $"gw-bench-{i:00}";
            var device = await new OrganisationService.OrganisationServiceClient(_partners).RegisterDeviceAsync(new() { DeviceId = id, OrganisationId = "org-hub" }, admin);
            await GatewaySetup.RegisterGatewayAsync(new() { Gateway = new() { Id = id, ReadPointId = "rp-bench" } }, admin);
            devices.Add(new(id, device.DeviceKey));
        }

        Devices = devices;
    }
}

/// <summary>A gateway that was set up, with its device key.</summary>
internal sealed record BenchGateway(string Id, string Key);
