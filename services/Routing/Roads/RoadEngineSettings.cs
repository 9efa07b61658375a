namespace Logistics.Routing.Roads;

/// <summary>An external routing engine, settings `Routing:RoadEngine:*`.</summary>
/// <param name="Kind">`osrm` or `valhalla`; `none` (the default): the great circle.</param>
/// <param name="Address">Where it answers, such as http://osrm:5000/.</param>
/// <param name="Profile">OSRM's profile or Valhalla's costing; by default driving, truck.</param>
/// <param name="TimeoutMilliseconds">For an answer; 50 to 10,000, 800 by default.</param>
/// <param name="KeepHours">How long an answer is believed; 24 by default.</param>
internal sealed record RoadEngineSettings(string Kind, Uri? Address, string Profile, int TimeoutMilliseconds, int KeepHours)
{
    internal const string None = "none";
    internal const string Osrm = "osrm";
    internal const string Valhalla = "valhalla";
    private const string Section = "Routing:RoadEngine";

    internal static RoadEngineSettings From(IConfiguration configuration)
    {
        var kind = configuration.GetValue($"{Section}:Kind", None)!;
        var address = configuration.GetValue<string>($"{Section}:Address");
        var timeout = configuration.GetValue($"{Section}:TimeoutMilliseconds", 800);
        var keep = configuration.GetValue($"{Section}:KeepHours", 24);
        if (kind is not (None or Osrm or Valhalla)) throw Wrong("Kind", kind, $"it must be {None}, {Osrm} or {Valhalla}");
        if (timeout is < 50 or > 10_000) throw Wrong("TimeoutMilliseconds", timeout, "it must be from 50 to 10000");
        if (keep is < 1 or > 8760) throw Wrong("KeepHours", keep, "it must be from 1 to 8760");
        if (kind == None) return new(None, null, "", timeout, keep);
        var uri = Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? new Uri($"{parsed!.AbsoluteUri.TrimEnd('/')}/")
            : throw Wrong("Address", address, $"{kind} needs an address such as http://{kind}:5000/");
        return new(kind, uri, configuration.GetValue($"{Section}:Profile", kind == Osrm ? "driving" : "truck")!, timeout, keep);
    }

    private static InvalidOperationException Wrong(string setting, object? value, string what) => new($"Setting '{Section}:{setting}' is {value}; {what}.");
}
