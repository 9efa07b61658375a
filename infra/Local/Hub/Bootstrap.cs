using System.Security.Cryptography;
using System.Text.Json;

namespace Logistics.Local;

/// <summary>
/// What Partners is to know at its first start: the operating organisation, the services' machine clients and the first
/// dispatcher; for the demo its organisations, clients and devices too. A sandbox is always there. Ids come from demo-organisations.json,
/// secrets are made here once and never printed but for the dispatcher's one-time password.
/// </summary>
internal sealed record Bootstrap(
    IReadOnlyList<Bootstrap.Organisation> Organisations,
    IReadOnlyList<Bootstrap.Client> Clients,
    IReadOnlyList<Bootstrap.Device> Devices,
    IReadOnlyList<Bootstrap.Person> People)
{
    private const string Operator = "org-hub";

    /// <summary>Every hub has one: a carrier tries out what it builds against it.</summary>
    private const string Sandbox = "org-sandbox-carrier";

    private const string Dispatcher = "dispatcher@hub.example";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal sealed record Organisation(string Id, string Name, IReadOnlyList<string> Roles);

    internal sealed record Client(string Id, string Organisation, string? Secret, IReadOnlyList<string> Roles);

    internal sealed record Device(string Id, string Organisation, string? Key);

    internal sealed record Person(string Email, string Name, string Organisation, string OneTimePassword, IReadOnlyList<string> Roles);

    private sealed record Declared(IReadOnlyList<Organisation> Organisations, IReadOnlyList<Client> Clients, IReadOnlyList<Device> Devices);

    public static string ClientSecret(RunFolder run, string client) => run.Secrets.Get($"client-{client}");

    /// <summary>Partners tells a device's key from a token by its prefix.</summary>
    private static string DeviceKey(RunFolder run, string device) => "dk_" + run.Secrets.Get($"device-{device}");

    /// <summary>The bootstrap file's path for Partners; beside it a key file for everyone who comes from outside.</summary>
    public static string Write(RunFolder run, IEnumerable<string> services, bool demo)
    {
        var declared = Load();
        var outside = declared.Clients.Where(client => demo || client.Organisation == Sandbox)
            .Select(client => client with { Secret = ClientSecret(run, client.Id) }).ToList();
        var devices = demo ? declared.Devices.Select(device => device with { Key = DeviceKey(run, device.Id) }).ToList() : [];
        var own = services.Select(service => $"svc-{service.ToLowerInvariant()}")
            .Select(id => new Client(id, Operator, ClientSecret(run, id), ["service"]));
        var dispatcher = new Person(Dispatcher, "Erste Disposition", Operator, OneTimePassword(run), ["dispatcher", "admin"]);
        outside.ForEach(client => WriteKey(run, $"client-{client.Id}", new { client.Id, client.Organisation, client.Secret }));
        devices.ForEach(device => WriteKey(run, $"device-{device.Id}", new { device.Id, device.Organisation, device.Key }));
        WriteKey(run, "dispatcher", new { dispatcher.Email, dispatcher.OneTimePassword });

        var organisations = declared.Organisations.Where(organisation => demo || organisation.Id is Operator or Sandbox).ToList();
        var file = Path.Combine(run.Secrets.Folder, "bootstrap.json");
        Secrets.Write(file, JsonSerializer.Serialize(new Bootstrap(organisations, [.. own, .. outside], devices, [dispatcher]), Json));
        return file;
    }

    private static void WriteKey(RunFolder run, string name, object key) =>
        Secrets.Write(Path.Combine(run.Keys, $"{name}.json"), JsonSerializer.Serialize(key, Json));

    /// <summary>Typed by hand once: four groups without letters that look alike, of every class that a password policy may ask for.</summary>
    private static string OneTimePassword(RunFolder run)
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz";
        return run.Secrets.Get("dispatcher-one-time-password", () => string.Join('-',
            RandomNumberGenerator.GetString(letters.ToUpperInvariant(), 4), RandomNumberGenerator.GetString(letters, 4),
            RandomNumberGenerator.GetString("23456789", 4), RandomNumberGenerator.GetString(letters, 4)));
    }

    private static Declared Load()
    {
        using var stream = typeof(Bootstrap).Assembly.GetManifestResourceStream("demo-organisations.json")!;
        return JsonSerializer.Deserialize<Declared>(stream, Json)!;
    }
}
