using FluentAssertions;
using Npgsql;
using Xunit;

namespace Logistics.Local.Tests;

[Trait("Needs", "Servers")]
public sealed class APrivatePostgres : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Finds_its_data_and_its_port_again_after_a_stop()
    {
        string before;
        await using (var postgres = await PrivatePostgres.Start(folder.Run))
        {
            before = await postgres.Server.CreateServiceDatabase("shipments");
            await Execute(before, "create table kept as select 42 as answer");
        }

        await using var again = await PrivatePostgres.Start(folder.Run);
        var after = await again.Server.CreateServiceDatabase("shipments");
        after.Should().Be(before);
        (await Execute(after, "select answer from kept")).Should().Be(42);
    }

    [Fact]
    public async Task Killed_is_started_again_says_so_and_kept_what_was_committed()
    {
        await using var postgres = await PrivatePostgres.Start(folder.Run);
        var database = await postgres.Server.CreateServiceDatabase("shipments");
        await Execute(database, "create table kept as select 42 as answer");
        var first = postgres.Process.Pid;

        await postgres.Process.Kill();
        await postgres.Process.WaitUntilReady();

        postgres.Process.Pid.Should().NotBe(first);
        (await Execute(database, "select answer from kept")).Should().Be(42);
        folder.Said.Should().Contain(line => line.StartsWith("PostgreSQL ended with exit code"));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        await using var postgres = await PrivatePostgres.Start(folder.Run);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.Server.AdminConnectionString) { Password = "wrong" };
        var opening = () => Execute(wrong.ConnectionString, "select 1");
        (await opening.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task Lies_elsewhere_when_its_user_may_not_enter_the_folder()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;   // An ordinary user runs the server as itself: it may enter wherever it may write.
        }

        File.SetUnixFileMode(folder.Run.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var postgres = await PrivatePostgres.Start(folder.Run);
        (await postgres.Server.Answers()).Should().BeTrue();
        new DirectoryInfo(folder.Run.In("postgres")).LinkTarget.Should().StartWith("/var/tmp/logistics-");
        folder.Said.Should().ContainMatch("*may not enter*");
    }

    private static async Task<object?> Execute(string connection, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
