using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>Follows the log by <c>position &gt; last</c> all the time, as fast as it can, and keeps what it saw.</summary>
internal sealed class FollowingReader(IEventLog log) : IAsyncDisposable
{
    private const int PageSize = 2_000;
    private static readonly TimeSpan WhenEmpty = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WhenAway = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private Task? following;
    private long position;

    /// <summary>Every event in the order it came.</summary>
    internal List<(long Position, Guid Id)> Seen { get; } = [];

    internal long Position => Interlocked.Read(ref position);

    internal void Start() => following = Task.Run(Follow);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (following is not null) await following;
        stop.Dispose();
    }

    private async Task Follow()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var page = await log.ReadLog(position, PageSize, CancellationToken.None);
                foreach (var e in page) Seen.Add((e.Position, e.Id));
                if (page.Count > 0) Interlocked.Exchange(ref position, page[^1].Position);
                else await Task.Delay(WhenEmpty, CancellationToken.None);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                await Task.Delay(WhenAway, CancellationToken.None);
            }
        }
    }
}
