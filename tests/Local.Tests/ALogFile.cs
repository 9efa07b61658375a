using FluentAssertions;
using Xunit;

namespace Logistics.Local.Tests;

public sealed class ALogFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Stays_within_four_files_of_eight_megabytes()
    {
        using (var log = folder.Run.Log("chatty"))
        {
            var line = new string('x', 1 << 16);
            for (var i = 0; i < 1_000; i++)
            {
                log.WriteLine(line);
            }
        }

        var files = new DirectoryInfo(folder.Run.Logs).GetFiles("chatty*");
        files.Should().HaveCount(4);
        files.Should().OnlyContain(file => file.Length < 9 << 20);
    }
}
