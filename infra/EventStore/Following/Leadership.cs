using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// One leader per follower among all processes, by session advisory locks on a connection of the process's own. A leader whose
/// connection dies loses them all, perhaps without noticing: the checkpoint's compare-and-set is the fence.
/// </summary>
internal sealed class Leadership(StoreConnection settings) : IAsyncDisposable
{
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim gate = new(1);
    private readonly HashSet<string> held = [];
    private NpgsqlConnection? session;

    internal async Task<Lease> Acquire(string name, CancellationToken ct)
    {
        while (true)
        {
            if (await TryAcquire(name, ct) is { } lease) return lease;
            await Task.Delay(BeforeAgain, ct);
        }
    }

    /// <summary>Null while another holds it, be it in this process.</summary>
    internal async Task<Lease?> TryAcquire(string name, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            var on = await Session(ct);
            if (held.Contains(name)) return null;
            if (!await Call(on, "select pg_try_advisory_lock(hashtextextended($1, 0))", name, ct)) return null;
            held.Add(name);
            return new Lease(this, name, on);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null) await session.DisposeAsync();
        gate.Dispose();
    }

    private async Task<NpgsqlConnection> Session(CancellationToken ct)
    {
        if (session is { State: System.Data.ConnectionState.Open }) return session;
        if (session is not null) await session.DisposeAsync();
        held.Clear();
        session = new NpgsqlConnection(settings.Session);
        await session.OpenAsync(ct);
        return session;
    }

    private async Task Release(Lease lease)
    {
        await gate.WaitAsync();
        try
        {
            if (!ReferenceEquals(session, lease.On)) return;
            held.Remove(lease.Name);
            if (lease.On.State == System.Data.ConnectionState.Open)
                await Call(lease.On, "select pg_advisory_unlock(hashtextextended($1, 0))", lease.Name, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The session is gone, and its locks with it.
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<bool> Call(NpgsqlConnection on, string sql, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, on) { Parameters = { new NpgsqlParameter<string> { TypedValue = "follower:" + name } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    internal sealed class Lease(Leadership owner, string name, NpgsqlConnection on) : IAsyncDisposable
    {
        internal string Name { get; } = name;

        internal NpgsqlConnection On { get; } = on;

        internal bool IsHeld => ReferenceEquals(owner.session, On) && On.State == System.Data.ConnectionState.Open;

        public async ValueTask DisposeAsync() => await owner.Release(this);
    }
}
