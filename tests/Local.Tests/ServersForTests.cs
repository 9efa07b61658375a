using System.Net.Sockets;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Logistics.Local.Tests;

[Trait("Needs", "Servers")]
public sealed class ServersForTests
{
    [Fact]
    public async Task A_fresh_database_belongs_to_its_role_and_has_a_role_for_queries()
    {
        await using var database = NpgsqlDataSource.Create(await TestServers.FreshDatabase("shipments"));
        await using var command = database.CreateCommand(
            "select current_database() = current_user, pg_has_role(current_user || '_query', 'member'), rolsuper from pg_roles where rolname = current_user");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        row.GetBoolean(0).Should().BeTrue();
        row.GetBoolean(1).Should().BeTrue();
        row.GetBoolean(2).Should().BeFalse();
    }

    [Fact]
    public async Task Two_fresh_databases_are_closed_to_each_others_roles()
    {
        var mine = new NpgsqlConnectionStringBuilder(await TestServers.FreshDatabase());
        var other = new NpgsqlConnectionStringBuilder(await TestServers.FreshDatabase());
        mine.Database = other.Database;
        await using var database = NpgsqlDataSource.Create(mine.ConnectionString);
        var opening = async () => await database.OpenConnectionAsync();
        (await opening.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Durability_is_never_traded_for_speed()
    {
        await using var database = NpgsqlDataSource.Create(await TestServers.FreshDatabase());
        await using var command = database.CreateCommand(
            "select string_agg(setting, ',') from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')");
        (await command.ExecuteScalarAsync()).Should().Be("on,on,on");
    }

    [Fact]
    public async Task A_fresh_virtual_host_is_reached_by_its_uri()
    {
        var uri = new Uri(await TestServers.FreshVirtualHost());
        uri.AbsolutePath.Should().StartWith("/test-");
        using var socket = new TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port);
        socket.Connected.Should().BeTrue();
    }
}
