using System.Globalization;
using System.Threading.Channels;
using Logistics.Demo.Hub;
using Logistics.Tags.V1;

namespace Logistics.Demo.Reads;

/// <summary>
/// Numbers its reads and keeps a batch until it is acknowledged: what it posts again after a broken connection has the same
/// numbers, so that nothing is stored twice and nothing is lost.
/// </summary>
internal sealed class Gateway(string id, IDoor door)
{
    private const int Most = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);
    private readonly Channel<Read> waiting = Channel.CreateUnbounded<Read>(new UnboundedChannelOptions { SingleReader = true });

    internal long Acknowledged { get; private set; }

    internal void See(Read read) => waiting.Writer.TryWrite(read);

    internal async Task Run(CancellationToken ct)
    {
        // Opened with the first read: a gateway that is never used needs no numbering.
        await waiting.Reader.WaitToReadAsync(ct);
        var (epoch, next) = ("", 1UL);
        await Steadily.Do(id, async () => (epoch, next) = await door.Open(Guid.NewGuid().ToString("N"), ct), ct);
        while (await waiting.Reader.WaitToReadAsync(ct))
        {
            await Task.Delay(Gather, ct);
            var batch = new ReadBatch { Epoch = epoch, BatchId = next.ToString(CultureInfo.InvariantCulture) };
            while (batch.Reads.Count < Most && waiting.Reader.TryRead(out var read))
            {
                read.Sequence = next++;
                batch.Reads.Add(read);
            }

            await Steadily.Do(id, () => door.Post(batch, ct), ct);
            Acknowledged += batch.Reads.Count;
        }
    }
}
