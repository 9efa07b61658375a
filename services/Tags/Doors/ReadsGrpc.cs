using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;
using Microsoft.AspNetCore.Authorization;
using Receipt = Logistics.Tags.V1.Receipt;

namespace Logistics.Tags.Doors;

/// <summary>The gRPC door of gateways.</summary>
[Authorize(Access.Gateways)]
internal sealed class ReadsGrpc(PostingGateways gateways, JournalWriter journal, KnownTags tags, KnownReadPoints points) : ReadDoor
{
    /// <summary>As many batches of a stream may wait for their receipts; then the stream is not read on.</summary>
    private const int MostUnanswered = 16;

    public override async Task<Receipt> PostReads(PostedMessage request, ServerCallContext context)
    {
        var batch = BatchOf(await Gateway(context), request);
        var receipt = await Received(Posted(batch, context.CancellationToken));
        return receipt.HasReuse
            ? throw Hosting.Grpc.Refusals.Of(
                StatusCode.AlreadyExists, Refusals.SequenceReused,
                $"Reads {string.Join(", ", receipt.Quarantined.Where(Reused).Take(20).Select(q => q.Index))} came again with other content and are in quarantine; the others are stored.")
            : Mapping.Receipt(receipt);
    }

    public override async Task StreamReads(IAsyncStreamReader<PostedMessage> requestStream, IServerStreamWriter<Receipt> responseStream, ServerCallContext context)
    {
        var gateway = await Gateway(context);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var unanswered = Channel.CreateBounded<Task<Journal.Receipt>>(new BoundedChannelOptions(MostUnanswered) { SingleReader = true, SingleWriter = true });
        var answering = Answer(unanswered.Reader, responseStream, failed);
        try
        {
            while (await requestStream.MoveNext(failed.Token))
            {
                // While there is no room the stream is not read on, and the client's flow control stops it.
                var committed = await journal.Enter(BatchOf(gateway, requestStream.Current), failed.Token);
                await unanswered.Writer.WriteAsync(Received(committed), failed.Token);
            }

            unanswered.Writer.Complete();
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            // The answering side failed and tells why.
            unanswered.Writer.TryComplete();
        }
        catch (Exception e)
        {
            // What was read before is answered, then the stream ends with the refusal.
            unanswered.Writer.Complete(e);
        }

        await answering;
    }

    private static async Task Answer(ChannelReader<Task<Journal.Receipt>> unanswered, IServerStreamWriter<Receipt> responses, CancellationTokenSource failed)
    {
        try
        {
            while (await unanswered.WaitToReadAsync(CancellationToken.None))
            {
                while (unanswered.TryRead(out var next)) await responses.WriteAsync(Mapping.Receipt(await next), failed.Token);
            }
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private Journal.ReadBatch BatchOf(PostingGateway gateway, PostedMessage message)
    {
        if (ReadsWire.Read(message.Bytes, gateway, tags, points) is var (epoch, batchId, plain))
            return new(gateway, epoch, batchId, plain, () => Mapping.Batch(gateway, Parsed(message)).Reads, message);
        using (message) return Mapping.Batch(gateway, Parsed(message));
    }

    private static V1.ReadBatch Parsed(PostedMessage message)
    {
        try
        {
            return Check.Texts(V1.ReadBatch.Parser.ParseFrom(message.Bytes));
        }
        catch (InvalidProtocolBufferException)
        {
            throw Check.Invalid("batch", "is no ReadBatch message.", "malformed-message");
        }
    }

    private async Task<PostingGateway> Gateway(ServerCallContext context) => await gateways.Find(context.Caller(), context.CancellationToken)
        ?? throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, Refusals.GatewayUnknown, "Only a registered gateway with its own device key may do that.");

    private Task<PostOutcome> Posted(Journal.ReadBatch batch, CancellationToken ct)
    {
        try
        {
            return journal.Post(batch, ct);
        }
        catch (JournalFullException)
        {
            var refused = Hosting.Grpc.Refusals.Of(StatusCode.ResourceExhausted, Refusals.TooMuchWaiting, JournalFullException.Detail);
            refused.Trailers.Add("retry-after", JournalFullException.RetryAfter);
            throw refused;
        }
    }

    private static async Task<Journal.Receipt> Received(Task<PostOutcome> committed)
    {
        try
        {
            return await committed switch
            {
                PostOutcome.Refused refused => throw Hosting.Grpc.Refusals.ToRpcException(refused.Refusal, Refusals.Statuses),
                PostOutcome.Received received => received.Receipt,
                var other => throw new InvalidOperationException($"Unexpected outcome {other}."),
            };
        }
        catch (JournalAwayException)
        {
            throw Hosting.Grpc.Refusals.Of(StatusCode.Unavailable, "unavailable", "The journal is away; post the batch again.");
        }
    }

    private static bool Reused(SetAside read) => read.Reason is Defects.SequenceReused or Defects.EventIdReused;
}
