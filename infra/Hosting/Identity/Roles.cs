namespace Logistics.Hosting.Identity;

/// <summary>The closed set of roles; Partners gives them, `[Authorize(Roles = ...)]` asks for them.</summary>
public static class Roles
{
    /// <summary>A service of the hub.</summary>
    public const string Service = "service";

    /// <summary>Works on the ops console.</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>Administrates organisations, credentials and the network.</summary>
    public const string Admin = "admin";

    /// <summary>A carrier's machine client.</summary>
    public const string Carrier = "carrier";

    /// <summary>A shipper's or forwarder's machine client.</summary>
    public const string Shipper = "shipper";

    /// <summary>A carrier that tries the hub out: a role of its own, so that a route which does not name it keeps it out.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>A sensor gateway.</summary>
    public const string Gateway = "gateway";
}
