using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class ARunFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Keeps_a_port_by_name()
    {
        var port = folder.Run.Ports.Take("console");
        new RunFolder(folder.Run.Path).Ports.Take("console").Should().Be(port);
        folder.Run.Ports.Take("other").Should().NotBe(port);
    }

    [Fact]
    public void Gives_up_a_port_that_somebody_else_took()
    {
        var port = folder.Run.Ports.Take("console");
        using var somebody = new TcpListener(IPAddress.Loopback, port);
        somebody.Start();
        new RunFolder(folder.Run.Path).Ports.Take("console").Should().NotBe(port);
    }

    /// <summary>A broker was told where Partners would be, and Partners went elsewhere: then no device could sign in.</summary>
    [Fact]
    public void Tells_everybody_of_one_run_the_same_port()
    {
        var port = folder.Run.Ports.Take("console");
        using var somebody = new TcpListener(IPAddress.Loopback, port);
        somebody.Start();
        folder.Run.Ports.Take("console").Should().Be(port);
    }

    [Fact]
    public void Keeps_secrets_that_only_their_owner_reads()
    {
        var secret = folder.Run.Secrets.Get("client");
        secret.Should().HaveLength(32);
        new RunFolder(folder.Run.Path).Secrets.Get("client").Should().Be(secret);
        folder.Run.Secrets.Get("other").Should().NotBe(secret);
        File.GetUnixFileMode(Path.Combine(folder.Run.Secrets.Folder, "client")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Is_locked_against_a_second_launcher()
    {
        using var first = FolderLock.Take(folder.Run.Path);
        var second = () => FolderLock.Take(folder.Run.Path);
        second.Should().Throw<InvalidOperationException>().WithMessage($"A hub runs in {folder.Run.Path} already (process {Environment.ProcessId})*");
    }
}
