using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>
/// Keeps a write transaction of three seconds open at any time: the next begins before the one before ends. Whoever followed the
/// log by transaction ids or by the oldest open transaction would stand still.
/// </summary>
internal sealed class UnrelatedWriter : IAsyncDisposable
{
    private static readonly TimeSpan Open = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WhenAway = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stop = new();
    private readonly Task writing;

    internal UnrelatedWriter(NpgsqlDataSource source)
        => writing = Task.WhenAll(Keep(source, TimeSpan.Zero), Keep(source, Open / 2));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await writing;
        stop.Dispose();
    }

    private async Task Keep(NpgsqlDataSource source, TimeSpan after)
    {
        await Pause(after);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var insert = new NpgsqlCommand("insert into torture_unrelated default values", connection);
                await insert.ExecuteNonQueryAsync();
                await Pause(Open);
                await transaction.CommitAsync();
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                await Pause(WhenAway);
            }
        }
    }

    private Task Pause(TimeSpan span) => Task.WhenAny(Task.Delay(span, stop.Token));
}
