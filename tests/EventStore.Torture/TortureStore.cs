using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Logistics.EventStore.Torture;

/// <summary>One process's store.</summary>
internal sealed class TortureStore : IAsyncDisposable
{
    /// <summary>
    /// Of the torture's own database: a table for an unrelated writer, one for the subscription, a constraint that rolls a batch
    /// back, and the switch that slows one batch in a hundred inside the lane.
    /// </summary>
    private const string TestOnly =
        """
        create table torture_unrelated (at timestamptz not null default clock_timestamp());
        create table torture_heard (position bigint primary key);
        alter table mt_streams add constraint torture_bad check (id not like 'torture-bad-%');
        create function torture_slow() returns trigger language plpgsql as $$
        begin
          if random() < 0.01 then perform pg_sleep(0.1 + random() * 0.4); end if;
          return new;
        end $$;
        create trigger torture_slow before update on log_head for each row execute function torture_slow();
        """;

    private readonly IHost host;
    private bool started;

    private TortureStore(IHost host) => this.host = host;

    internal IEventLog Log => Of<IEventLog>();

    internal NpgsqlDataSource Database => Of<NpgsqlDataSource>();

    /// <summary>Without running anything; <paramref name="plant"/> is null for the checker, whose tally never stumbles.</summary>
    internal static TortureStore Build(string connection, Plant? plant, bool following)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(new Stumbles(plant is not null, plant is Plant.SkipOnError));
        builder.Services.AddEventStore(connection, store =>
        {
            store.Event<Jolt>("jolt.v1");
            if (following) store.AddProjection<StreamFiles>().AddProjection<Tally>().AddSubscription<Hearing>();
        });
        return new TortureStore(builder.Build());
    }

    internal async Task<TortureStore> Start()
    {
        await host.StartAsync();
        started = true;
        return this;
    }

    internal Task PrepareDatabase() => Execute(TestOnly);

    internal T Of<T>()
        where T : notnull
        => host.Services.GetRequiredService<T>();

    internal async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> Scalar<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (started) await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
