using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Shipments.Shipments;

/// <content>Status reports in bulk.</content>
internal sealed partial class ShipmentsGrpc
{
    /// <summary>Read ahead of what is being recorded, for each stream.</summary>
    private const int MostWaiting = 512;

    private static readonly WriteOptions Together = new(WriteFlags.BufferHint);

    [Authorize(Roles = Access.Reporters)]
    public override async Task ReportStatuses(
        IAsyncStreamReader<V1.ReportStatusRequest> requestStream, IServerStreamWriter<V1.ReportStatusResult> responseStream, ServerCallContext context)
    {
        var waiting = Channel.CreateBounded<V1.ReportStatusRequest>(MostWaiting);
        var reading = Read(requestStream, waiting.Writer, context.CancellationToken);
        while (await waiting.Reader.WaitToReadAsync(context.CancellationToken))
        {
            var batch = new List<V1.ReportStatusRequest>();
            while (batch.Count < BulkReports.Most && waiting.Reader.TryRead(out var request)) batch.Add(request);
            var results = await Record(batch, context);
            for (var i = 0; i < results.Length; i++)
            {
                responseStream.WriteOptions = i < results.Length - 1 ? Together : null;
                await responseStream.WriteAsync(results[i], context.CancellationToken);
            }
        }

        await reading;
    }

    private static async Task Read(
        IAsyncStreamReader<V1.ReportStatusRequest> requests, ChannelWriter<V1.ReportStatusRequest> to, CancellationToken ct)
    {
        try
        {
            while (await requests.MoveNext(ct)) await to.WriteAsync(requests.Current, ct);
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
    }

    private async Task<V1.ReportStatusResult[]> Record(IReadOnlyList<V1.ReportStatusRequest> batch, ServerCallContext context)
    {
        var results = new V1.ReportStatusResult[batch.Count];
        var accepted = new List<(int Place, CheckedReport Report)>();
        for (var i = 0; i < batch.Count; i++)
        {
            try
            {
                accepted.Add((i, await Checked(batch[i], context)));
            }
            catch (RpcException e)
            {
                results[i] = new() { ReportId = batch[i].ReportId, Reason = e.Trailers.GetValue("reason") ?? "", Detail = e.Status.Detail };
            }
        }

        var outcomes = await reports.Record([.. accepted.Select(a => a.Report)], context.CancellationToken);
        foreach (var ((place, _), outcome) in accepted.Zip(outcomes))
            results[place] = outcome.Refused is { } refusal
                ? new() { ReportId = batch[place].ReportId, Reason = refusal.Reason, Detail = refusal.Detail }
                : new() { ReportId = batch[place].ReportId, Position = outcome.Position };
        return results;
    }
}
