using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Logistics.Local;

/// <summary>Free loopback ports by name, remembered in a file so that a hub keeps its addresses where it can.</summary>
public sealed class Ports(string file)
{
    // Below Linux' ephemeral range (32768 on): an outgoing connection cannot take a remembered port meanwhile.
    // Above the preferred ones.
    private const int First = 19_000;
    private const int Last = 30_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> given = [];

    /// <summary>
    /// The port remembered under this name if it is free, else the preferred one if free, else a free one. Asked again it is the same,
    /// whoever has it by then: others have been told of it, and who cannot listen there says so.
    /// </summary>
    public int Take(string name, int? preferred = null)
    {
        lock (gate)
        {
            if (given.TryGetValue(name, out var before)) return before;
            var known = Load();
            var port = known.TryGetValue(name, out var remembered) && IsFree(remembered) ? remembered
                : preferred is { } wish && !known.ContainsValue(wish) && IsFree(wish) ? wish
                : Free(known.Values);
            known[name] = port;
            File.WriteAllText(file, JsonSerializer.Serialize(known, Indented));
            return given[name] = port;
        }
    }

    private SortedDictionary<string, int> Load() => File.Exists(file)
        ? JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllText(file))!
        : [];

    private static int Free(ICollection<int> taken)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (!taken.Contains(port) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
