using System.Text.Json;
using Logistics.EventStore;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors.Uplinks;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Doors;

/// <summary>The HTTP door of gateways.</summary>
internal static class ReadsHttp
{
    internal static void MapReads(this WebApplication app)
    {
        var gateways = app.MapGroup("/v1").RequireAuthorization(Access.Gateways).AddEndpointFilter(WhileTheJournalCannot);
        gateways.MapPost("/reads", PostReads);
        gateways.MapPost("/reads/dry-run", PostDry);
        gateways.MapPost("/gateways/me/epochs", OpenEpoch);
        gateways.MapUplinks();
        gateways.MapGateways();
        app.MapTime();
    }

    private static async Task<IResult> PostReads(
        HttpContext http, PostingGateways gateways, JournalWriter journal, KnownTags tags, KnownReadPoints points, CancellationToken ct)
    {
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return GatewayUnknown();
        if (!journal.Room.HasRoom) throw new JournalFullException();
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (batch, refused) = ReadsBody.Batch(gateway, body, tags, points);
        return refused is null ? await Post(journal, batch!, ct) : Refuse(refused);
    }

    private static async Task<IResult> PostDry(HttpContext http, PostingGateways gateways, DryRun dry, CancellationToken ct)
    {
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return GatewayUnknown();
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (batch, refused) = ReadsBody.ByObjects(gateway, body);
        return refused is null ? Json(await dry.Of(batch!, ct)) : Refuse(refused);
    }

    internal static async Task<IResult> Post(JournalWriter journal, ReadBatch batch, CancellationToken ct)
    {
        return await journal.Post(batch, ct) switch
        {
            PostOutcome.Refused refused => Problems.Refuse(Refusals.HttpStatus(refused.Refusal.Reason), refused.Refusal.Reason, refused.Refusal.Detail),
            PostOutcome.Received { Receipt: { HasReuse: true } receipt } => Reused(Of(receipt)),
            PostOutcome.Received received => Json(Of(received.Receipt)),
            var other => throw new InvalidOperationException($"Unexpected outcome {other}."),
        };
    }

    /// <summary>Nothing is known of the batch then; the gateway posts it again.</summary>
    private static async ValueTask<object?> WhileTheJournalCannot(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (JournalFullException)
        {
            context.HttpContext.Response.Headers.RetryAfter = JournalFullException.RetryAfter;
            return Problems.Refuse(Refusals.HttpStatus(Refusals.TooMuchWaiting), Refusals.TooMuchWaiting, JournalFullException.Detail);
        }
        catch (Exception e) when (e is JournalAwayException or NpgsqlException or TimeoutException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "2";
            return Problems.Refuse(StatusCodes.Status503ServiceUnavailable, "unavailable", "The journal is away; post the batch again.");
        }
    }

    private static async Task<IResult> OpenEpoch(HttpContext http, PostingGateways gateways, Epochs epochs, IClock clock, CancellationToken ct)
    {
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return GatewayUnknown();
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (wanted, refused) = body.IsEmpty ? (new OpenEpochJson(), null) : ReadsBody.Parse<OpenEpochJson>(body.Span);
        if (refused is not null) return Refuse(refused);
        if (wanted!.ClientNonce is { } nonce && !ReadCheck.IsId(nonce, 200))
            return Problems.Refuse(400, "invalid-argument", "clientNonce has 1 to 200 printable ASCII characters.", "clientNonce");
        var opened = await epochs.Open(gateway.Id, wanted.ClientNonce, ct);
        return Json(new OpenedEpochJson(opened.Epoch, clock.GetCurrentInstant(), opened.NextSequence));
    }

    internal static ReceiptJson Of(Receipt receipt) => new(
        receipt.BatchId, receipt.Epoch, receipt.Accepted, receipt.Repeated, [.. receipt.Quarantined.Select(q => new QuarantinedJson(q.Index, q.Sequence, q.Reason))],
        receipt.UnknownTags, [.. receipt.Acknowledged.Select(s => new RangeJson(s.First, s.Last))], receipt.NextSequence, receipt.RecordTime);

    private static IResult Json<T>(T value) => Results.Json(value, EventJson.Options);

    internal static IResult Refuse(BodyRefused refused) => Problems.Refuse(refused.Status, refused.Reason, refused.Detail, refused.Field);

    internal static IResult GatewayUnknown() => Problems.Refuse(
        StatusCodes.Status403Forbidden, Refusals.GatewayUnknown, "Only a registered gateway with its own device key may do that.");

    /// <summary>The usable reads are stored; the receipt says which were not.</summary>
    private static IResult Reused(ReceiptJson receipt) => Results.Problem(
        "A sequence or event id came again with other content; that read is in quarantine.", statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?>
        {
            ["reason"] = Refusals.SequenceReused,
            ["receipt"] = JsonSerializer.SerializeToElement(receipt, EventJson.Options),
        });
}
