using System.Globalization;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors;
using Logistics.Tags.Gateways;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Tags.Quarantine;

/// <summary>Settling what could not be taken. Who did it, and when, is in the entry's stream.</summary>
[Authorize(Access.Administrators)]
internal sealed class QuarantineGrpc(Transactor transactor, ProjectionProgress progress, QuarantineQuery query, PostingGateways gateways, DryRun dry)
    : QuarantineService.QuarantineServiceBase
{
    private const int LongestNote = 500;
    private const int MostReads = 100;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(10);

    public override async Task<QuarantineEntry> GetQuarantined(GetQuarantinedRequest request, ServerCallContext context)
        => await Find(Id(request.Id), context);

    public override async Task<QuarantineEntry> MendQuarantined(MendQuarantinedRequest request, ServerCallContext context)
    {
        var id = Id(request.Id);
        var entry = await Find(id, context);
        var note = Check.OptionalText(request.Note, "note", LongestNote);
        var mended = new QuarantinedReadMended(await Usable(entry, request, context.CancellationToken), note.Length == 0 ? null : note);
        return await Settle(id, read => QuarantinedRead.Mend(read, mended), context);
    }

    public override async Task<QuarantineEntry> DiscardQuarantined(DiscardQuarantinedRequest request, ServerCallContext context)
    {
        var id = Id(request.Id);
        await Find(id, context);
        var reason = Check.Text(request.Reason, "reason", LongestNote);
        return await Settle(id, read => QuarantinedRead.Discard(read, reason), context);
    }

    /// <summary>Looked at as at the doors: what would be set aside again is refused.</summary>
    private async Task<IReadOnlyList<MendedRead>> Usable(QuarantineEntry entry, MendQuarantinedRequest request, CancellationToken ct)
    {
        if (request.Reads.Count is 0 or > MostReads) throw Check.Invalid("reads", $"must be 1 to {MostReads}.");
        if (request.Reads.Any(read => read.Sequence > 0 || read.EventId.Length > 0)) throw Check.Invalid("reads", "have neither sequence nor event_id: the entry is what they are known by.");
        var gateway = await gateways.Find(entry.GatewayId, ct) ?? throw Hosting.Grpc.Refusals.NotFound("gateway");
        var batch = new V1.ReadBatch();
        batch.Reads.AddRange(request.Reads);
        var reads = Mapping.Batch(gateway, batch);
        if ((await dry.Of(reads, ct)).Unusable is [var unusable, ..])
            throw Check.Invalid($"reads[{unusable.Index}]", "would go to quarantine again.", unusable.Reason);
        return [.. reads.Reads.Select(Mapping.Mended)];
    }

    private async Task<QuarantineEntry> Settle(long id, Func<QuarantinedRead, Decision> decide, ServerCallContext context)
    {
        var done = await transactor.Transact(
            QuarantinedRead.Stream, id.ToString(CultureInfo.InvariantCulture), decide, new() { Actor = context.Caller().Actor }, context.CancellationToken);
        if (done.Refused is { } refusal) throw Hosting.Grpc.Refusals.ToRpcException(refusal, Refusals.Statuses);
        return await progress.WaitFor(QuarantineSettler.SubscriptionName, done.Position, CatchUp, context.CancellationToken)
            ? await Find(id, context)
            : throw Hosting.Grpc.Refusals.Of(StatusCode.Unavailable, "stale", "It is recorded, but not done yet; ask again.");
    }

    private async Task<QuarantineEntry> Find(long id, ServerCallContext context)
        => await query.Find(id, context.Caller(), context.CancellationToken) ?? throw Hosting.Grpc.Refusals.NotFound("entry");

    private static long Id(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Check.Invalid("id", "is none of ours.");
}
