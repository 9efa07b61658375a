using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Local;
using Logistics.Partners.V1;
using Logistics.Tags.V1;
using Logistics.Types.V1;

namespace Logistics.Replay;

/// <summary>
/// On the hub that runs from this checkout, as its operator would: registers the gateway, a read point for it and the log's tags,
/// so that they have a presence. Elsewhere someone else did that, or the tags stay unknown, journaled and counted.
/// </summary>
internal sealed class HubSetup(HubState hub, string secret, TextWriter output)
{
    private const string Operator = "hub-demo";
    private const string ReadPoint = "rp-replay";

    /// <summary>Null where the address is not that of this checkout's hub, or the operator's secret is not there.</summary>
    internal static HubSetup? Find(Uri url, TextWriter output)
    {
        try
        {
            var hub = HubState.Load(Checkout.Find().RunFolder);
            var file = Path.Combine(hub.Keys, $"client-{Operator}.json");
            if (hub.Services["Tags"].Http != url || !File.Exists(file)) return null;
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return new(hub, json.RootElement.GetProperty("secret").GetString()!, output);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    internal async Task Prepare(string gateway, IReadOnlyCollection<string> tags, CancellationToken ct)
    {
        using var partners = GrpcChannel.ForAddress(hub.Services["Partners"].Grpc);
        using var service = GrpcChannel.ForAddress(hub.Services["Tags"].Grpc);
        var issued = await new TokenService.TokenServiceClient(partners).IssueTokenAsync(
            new IssueTokenRequest { ClientId = Operator, ClientSecret = secret }, cancellationToken: ct);
        var headers = new Metadata { { "authorization", $"Bearer {issued.AccessToken}" } };
        await Gateway(new GatewayService.GatewayServiceClient(service), gateway, headers, ct);
        foreach (var tag in tags) await Tag(new TagService.TagServiceClient(service), tag, headers, ct);
    }

    private async Task Gateway(GatewayService.GatewayServiceClient gateways, string id, Metadata headers, CancellationToken ct)
    {
        var known = await gateways.ListGatewaysAsync(new ListGatewaysRequest(), headers, cancellationToken: ct);
        if (known.Gateways.Any(gateway => gateway.Id == id)) return;
        var dortmund = new GeoPosition { Latitude = 51.5136, Longitude = 7.4653 };
        await gateways.RegisterReadPointAsync(
            new RegisterReadPointRequest { ReadPoint = new() { Id = ReadPoint, HubId = "DEDTM", Kind = "yard", Position = dortmund } }, headers, cancellationToken: ct);
        await gateways.RegisterGatewayAsync(
            new RegisterGatewayRequest { Gateway = new() { Id = id, ReadPointId = ReadPoint } }, headers, cancellationToken: ct);
        output.WriteLine($"  registered gateway {id} at read point {ReadPoint} in DEDTM");
    }

    private async Task Tag(TagService.TagServiceClient tags, string id, Metadata headers, CancellationToken ct)
    {
        try
        {
            var tag = await tags.RegisterTagAsync(new RegisterTagRequest { TagId = id, Kind = TagKind.Rfid }, headers, cancellationToken: ct);
            output.WriteLine($"  tag {tag.Id} is registered");
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.AlreadyExists or StatusCode.InvalidArgument)
        {
            // Another owner's tag has its presence there; what is no tag id the hub will put into quarantine.
            output.WriteLine($"  tag {id} is not registered: {e.Status.Detail}");
        }
    }
}
