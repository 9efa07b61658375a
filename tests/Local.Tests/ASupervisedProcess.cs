using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class ASupervisedProcess : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);
    private static readonly string Program = typeof(ASupervisedProcess).Assembly.Location;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task That_crashes_is_started_again_and_said_so()
    {
        var address = new Uri($"http://127.0.0.1:{folder.Run.Ports.Take("service")}");
        await using var service = ServiceProcess.Create(
            folder.Run, "Service", [Program, "serve", address.ToString().TrimEnd('/')], address, new Dictionary<string, string?>(), folder.Run.Path);
        await service.Start();
        var first = service.Pid;

        await service.Kill();
        await service.WaitUntilReady();

        service.Pid.Should().NotBe(first).And.NotBeNull();
        service.Crashes.Should().BePositive();
        folder.Said.First().Should().Match("Service ended with exit code 137: starting it again in 0.2 s*service.log*");
    }

    [Fact]
    public async Task That_is_stopped_stays_stopped_and_says_nothing()
    {
        await using var process = Shell("sleep 300");
        await process.Start();
        await process.Stop();
        process.Pid.Should().BeNull();
        folder.Said.Should().BeEmpty();
    }

    [Fact]
    public async Task That_ignores_the_signal_is_ended_by_force_after_its_grace()
    {
        await using var process = Shell("trap '' TERM; echo deaf; while :; do sleep 0.1; done", TimeSpan.FromSeconds(1));
        await process.Start();
        await Until.True(() => process.Log.Tail.Contains("deaf"), Soon);
        await process.Stop();
        process.Pid.Should().BeNull();
        folder.Said.Should().ContainMatch("*by force*");
    }

    [Fact]
    public async Task That_may_finish_is_not_started_again()
    {
        await using var process = new SupervisedProcess(
            new("Brief", "true", []) { MayFinish = true }, folder.Run.Log("brief"), _ => Task.FromResult(true), folder.Run.Say);
        await process.Start();
        (await Until.True(() => folder.Said.Any(), Soon)).Should().BeTrue();
        folder.Said.Should().Equal("Brief has finished");
        process.Crashes.Should().Be(0);
    }

    [Fact]
    public async Task That_never_gets_ready_fails_with_the_end_of_its_log()
    {
        await using var process = new SupervisedProcess(
            new("Broken", "sh", ["-c", "echo no such setting >&2; exit 3"]), folder.Run.Log("broken"), _ => Task.FromResult(false), _ => { });
        var starting = () => process.Start();
        (await starting.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().Contain("no such setting");
    }

    [Fact]
    public async Task Ends_when_its_parent_is_killed()
    {
        using var parent = Process.Start(new ProcessStartInfo("dotnet", [Program, "parent", folder.Run.Path]) { RedirectStandardOutput = true })!;
        var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        Signals.IsAlive(child).Should().BeTrue();

        parent.Kill();

        (await Until.True(() => !Signals.IsAlive(child), Soon)).Should().BeTrue();
    }

    private SupervisedProcess Shell(string script, TimeSpan? grace = null) => new(
        new("Shell", "sh", ["-c", script]) { Grace = grace ?? Soon }, folder.Run.Log("shell"), _ => Task.FromResult(true), folder.Run.Say);
}
