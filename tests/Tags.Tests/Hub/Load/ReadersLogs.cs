using Logistics.Replay;
using Logistics.Specs;
using Logistics.Tags.Presence;
using Logistics.Tags.Tests.Presence;
using NodaTime;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>
/// The logs of a real reader as if it had stood at two hubs in turn, in files of our own: of a tag of the same kind with another serial, so that one hub
/// can be told the same story twice.
/// </summary>
internal sealed class ReadersLogs : IDisposable
{
    internal const string Tag = "303435fc8803d056d15b963f";

    private const int LogsAtASpot = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("readers-logs-");

    /// <param name="serial">Two hex digits.</param>
    internal ReadersLogs(Device device, string serial)
    {
        TagId = Logistics.Tags.Codes.TagId.Parse(Tag[..^2] + serial)!.Value.Value;
        Spots =
        [
            new(device, $"rp-{device.Id}-a", "DEDTM", "yard", Place.Inside), new(device, $"rp-{device.Id}-b", "DEDTM", "gate-out", Place.Exit),
            new(device, $"rp-{device.Id}-c", "DEHAG", "dock-in", Place.Entry),
        ];
        var logs = Directory.GetFiles(RealData.Path("gps/rfid-r420"), "*.csv").Select(path => Copy(path, serial)).Where(log => log.Reads.Count > 0);
        Logs = [.. logs.OrderBy(log => log.Reads[0].Micros).Select((log, n) => (log, Spots[n / LogsAtASpot % Spots.Count]))];
    }

    internal string TagId { get; }

    internal IReadOnlyList<Spot> Spots { get; }

    /// <summary>In the order of their event times.</summary>
    internal IReadOnlyList<(ReaderLog Log, Spot Spot)> Logs { get; }

    internal List<SlowOracle.Stay> Stays()
    {
        var seen = Logs.SelectMany(of => of.Log.Reads, (of, read) => Seen(of.Log, of.Spot, read)).ToList();
        var activity = seen.Select(s => (s.Read.GatewayId, Instant.FromUnixTimeSeconds(s.At.ToUnixTimeSeconds() / 60 * 60))).Distinct().ToList();
        return SlowOracle.Stays(seen, activity, PresenceRules.Default.AbsentAfter);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private ReaderLog Copy(string path, string serial)
    {
        var copy = Path.Combine(folder.FullName, Path.GetFileName(path));
        File.WriteAllText(copy, File.ReadAllText(path).Replace(Tag, Tag[..^2] + serial, StringComparison.Ordinal));
        return ReaderLog.Load(copy);
    }

    private static Sighting Seen(ReaderLog log, Spot spot, LoggedRead read)
    {
        var at = Instant.FromUnixTimeTicks(read.Micros * 10);
        return new(at, spot.Place, spot.HubId, spot.ReadPointId, new($"{log.Name}/{read.Sequence:00000000}", spot.Device.Id, at, 0, at, ""));
    }
}
