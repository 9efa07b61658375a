namespace Logistics.Local;

/// <summary>How to start a hub.</summary>
public sealed record HubOptions
{
    /// <summary>The folder with everything that is the hub's; another one is another hub.</summary>
    public required string Folder { get; init; }

    /// <summary>Told what happens, one line at a time; also later, when a part crashes.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>The demo's organisations, clients and devices, beside the hub's own.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>See <see cref="Local.DemoSpeed"/>; 1 is the real world.</summary>
    public double DemoSpeed { get; init; } = 1;

    /// <summary>Take the servers named in LOGISTICS_POSTGRES and LOGISTICS_RABBITMQ; tests want servers that they may kill.</summary>
    public bool NamedServers { get; init; }

    /// <summary>The well-known ports where they are free; else any.</summary>
    public bool PreferWellKnownPorts { get; init; }

    /// <summary>Added to the environment of every service.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The services to start, in the order of their dependence; the first is awaited before the others.</summary>
    public IReadOnlyList<string> Services { get; init; } = ["Partners", "Shipments", "Tags", "Routing", "Console"];
}
