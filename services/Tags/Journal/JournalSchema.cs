using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// The tables beside the event log: the journal and what keeps it single, and the watch over tags. Made before anything else of
/// this service starts; several processes may do so at once.
/// </summary>
internal sealed class JournalSchema(NpgsqlDataSource database) : IHostedLifecycleService
{
    private const long Lock = 0x74616773_00000001;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({Lock})", connection)) await alone.ExecuteNonQueryAsync(cancellationToken);
        foreach (var script in (string[])["journal.sql", "watch.sql"])
        {
            await using var create = new NpgsqlCommand(Resource(script), connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Resource(string name)
    {
        using var stream = typeof(JournalSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
