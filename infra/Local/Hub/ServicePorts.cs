namespace Logistics.Local;

/// <summary>Where a service listens.</summary>
internal sealed record ServicePorts(Uri Http, Uri Grpc)
{
    // What `make run` shows on a machine where nothing else has them.
    private static readonly Dictionary<string, int> WellKnown = new()
    {
        ["Console"] = 18080,
        ["Partners"] = 18110,
        ["Shipments"] = 18120,
        ["Tags"] = 18130,
        ["Routing"] = 18140,
    };

    public static ServicePorts Take(Ports ports, string service, bool preferWellKnown)
    {
        int? preferred = preferWellKnown && WellKnown.TryGetValue(service, out var port) ? port : null;
        return new(Address(ports.Take($"{service}-http", preferred)), Address(ports.Take($"{service}-grpc", preferred + 1)));
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}");
}
