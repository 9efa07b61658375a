using System.Net.Sockets;
using FluentAssertions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Logistics.EventStore.Tests;

public sealed class ADatabaseAtStart
{
    private static readonly NpgsqlException Away = new("Failed to connect", new SocketException((int)SocketError.ConnectionRefused));

    [Fact]
    public async Task Is_waited_for_and_the_log_says_where()
    {
        var (asked, log) = (0, new Lines());
        await new DatabaseAtStart(_ => ++asked < 4 ? throw Away : Task.CompletedTask, "db:5432/tags", TimeSpan.FromMinutes(1), log).Await(CancellationToken.None);
        asked.Should().Be(4);
        log.Should().HaveCount(3).And.OnlyContain(line => line.Contains("db:5432/tags") && line.Contains("Failed to connect"));
    }

    [Fact]
    public async Task Is_waited_for_no_longer_than_it_is_worth()
    {
        var waiting = () => new DatabaseAtStart(_ => throw Away, "db:5432/tags", TimeSpan.Zero, new Lines()).Await(CancellationToken.None);
        (await waiting.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().Contain("db:5432/tags").And.Contain("Hub:Postgres");
    }

    [Fact]
    public async Task Is_not_waited_for_where_waiting_does_not_help()
    {
        var (asked, denied) = (0, new PostgresException("password authentication failed", "FATAL", "FATAL", "28P01"));
        var waiting = () => new DatabaseAtStart(_ => ++asked > 0 ? throw denied : Task.CompletedTask, "db", TimeSpan.FromMinutes(1), new Lines()).Await(CancellationToken.None);
        await waiting.Should().ThrowAsync<PostgresException>();
        asked.Should().Be(1);
    }

    [Fact]
    public async Task Is_not_waited_for_by_a_service_that_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var waiting = () => new DatabaseAtStart(_ => { stop.Cancel(); throw Away; }, "db", TimeSpan.FromMinutes(1), new Lines()).Await(stop.Token);
        await waiting.Should().ThrowAsync<NpgsqlException>();
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Add(formatter(state, exception));
    }
}
