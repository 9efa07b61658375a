using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Logistics.Shipments.Bench;

/// <summary>A process of the service, and clients of it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly Process process;
    private readonly GrpcChannel[] channels;
    private readonly CpuTime cpu;

    private RunningService(Process process, string database, string address)
    {
        this.process = process;
        Database = NpgsqlDataSource.Create(database);
        // As many callers as a connection has streams would wait for each other.
        channels = [.. Enumerable.Range(0, 4).Select(_ => GrpcChannel.ForAddress(address))];
        using var backend = Database.CreateCommand("select pg_backend_pid()");
        cpu = new(process.Id, (int)backend.ExecuteScalar()!);
    }

    internal NpgsqlDataSource Database { get; }

    internal static async Task<RunningService> Start(string database, string broker, string keys)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[typeof(RunningService).Assembly.Location, "serve", database, broker, keys]) start.ArgumentList.Add(argument);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet") start.ArgumentList.RemoveAt(0);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Serving.Ready, StringComparison.Ordinal))
            {
                _ = Echo(process.StandardOutput);
                return new(process, database, line[Serving.Ready.Length..]);
            }

            Console.WriteLine(line);
        }

        throw new InvalidOperationException("The service ended before it was ready.");
    }

    internal V1.ShipmentService.ShipmentServiceClient Client(int n = 0) => new(channels[n % channels.Length]);

    internal static Metadata As(string role, string organisation) => new() { { "authorization", $"Bearer {role}@{organisation}" } };

    internal string CpuPer(int things) => cpu.Per(things);

    internal async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All followers have taken in all that is in the log.</summary>
    internal async Task Settled(params string[] followers)
    {
        var deadline = Stopwatch.StartNew();
        var all = followers.Length == 0 ? "" : $" and p.name in ({string.Join(", ", followers.Select(f => $"'{f}'"))})";
        var lag = $"""
            select coalesce(max(h.last_position - p.last_seq_id), 0)
            from log_head h, log_followers f join mt_event_progression p on p.name = f.name || case when f.version = 1 then '' else ':V' || f.version end || ':All'
            where true{all.Replace("p.name", "f.name", StringComparison.Ordinal)}
            """;
        while (await Scalar<long>(lag) is var behind and > 0)
        {
            if (deadline.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException($"Followers are {behind} events behind after 5 minutes.");
            await Task.Delay(250);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        await Database.DisposeAsync();
        process.Dispose();
    }

    private static async Task Echo(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line) Console.WriteLine(line);
    }
}
