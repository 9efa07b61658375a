using System.Text.Json;
using System.Text.Unicode;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;

namespace Logistics.Tags.Doors.Uplinks;

/// <summary>LoRaWAN network servers' webhooks; a server is a gateway of its own here.</summary>
internal static class UplinksHttp
{
    private static readonly JsonDocumentOptions Foreign = new() { MaxDepth = 32 };

    internal static void MapUplinks(this RouteGroupBuilder gateways)
    {
        gateways.MapPost("/uplinks", PostCommon);
        gateways.MapPost("/uplinks/{form}", Post);
    }

    private static async Task<IResult> PostCommon(HttpContext http, PostingGateways gateways, JournalWriter journal, CancellationToken ct)
    {
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return ReadsHttp.GatewayUnknown();
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (uplink, malformed) = ReadsBody.Parse<CommonUplink>(body.Span);
        return (malformed ?? uplink!.Defect()) is { } bad ? ReadsHttp.Refuse(bad) : await Journaled(gateway, uplink!.Read(), journal, ct);
    }

    /// <summary>What is no uplink is taken and forgotten.</summary>
    private static async Task<IResult> Post(string form, HttpContext http, PostingGateways gateways, JournalWriter journal, CancellationToken ct)
    {
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return ReadsHttp.GatewayUnknown();
        if (!UplinkForms.All.TryGetValue(form, out var parse))
            return Problems.Refuse(404, "form-unknown", $"Post the common form to /v1/uplinks, or one of {string.Join(", ", UplinkForms.All.Keys)}.");
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (message, malformed) = Parse(parse, body);
        return (malformed, message) switch
        {
            ({ } bad, _) => ReadsHttp.Refuse(bad),
            (_, { Read: { } read }) => await Journaled(gateway, read, journal, ct),
            (_, { Missing: { } member }) => ReadsHttp.Refuse(new(400, "invalid-argument", $"{member} is missing or unusable.", member)),
            _ => Results.NoContent(),
        };
    }

    private static (UplinkMessage? Message, BodyRefused? Malformed) Parse(Func<JsonElement, UplinkMessage> parse, ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) return (null, new(400, "invalid-text", "The body is not valid UTF-8.", null));
        try
        {
            using var message = JsonDocument.Parse(body, Foreign);
            return (parse(message.RootElement), null);
        }
        catch (JsonException)
        {
            return (null, new(400, "malformed-json", "The body is no JSON.", null));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in a text that is taken.
            return (null, new(400, "invalid-text", "The body has text that is no Unicode.", null));
        }
    }

    private static async Task<IResult> Journaled(PostingGateway gateway, ReadJson read, JournalWriter journal, CancellationToken ct)
    {
        var (batch, refused) = ReadsBody.Batch(gateway, new ReadsJson([read]));
        return refused is null ? await ReadsHttp.Post(journal, batch!, ct) : ReadsHttp.Refuse(refused);
    }
}
