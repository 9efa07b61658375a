namespace Logistics.Local;

/// <summary>A Debian package and what the hub wants it for.</summary>
/// <param name="Name">The package.</param>
/// <param name="Purpose">Said to the operator before it is installed.</param>
/// <param name="IsPresent">Whether what the package brings is there already, from wherever.</param>
public sealed record SystemPackage(string Name, string Purpose, Func<bool> IsPresent)
{
    public static readonly SystemPackage Postgres =
        new("postgresql", "PostgreSQL 15 or newer, the services' databases", () => PostgresPrograms.Find() is not null);

    public static readonly SystemPackage RabbitMq =
        new("rabbitmq-server", "RabbitMQ, the bus between the services", () => RabbitMqPrograms.AreInstalled);

    public static readonly SystemPackage Chromium =
        new("chromium", "a real browser that tests look at the console with", () => Command.Find("chromium", "google-chrome") is not null);

    public static readonly SystemPackage PythonGrpc =
        new("python3-grpcio", "a gRPC client that nobody here wrote, for conformance tests", () => HasPythonGrpc("/usr/bin/python3"));

    public static readonly SystemPackage Mosquitto =
        new("mosquitto-clients", "an MQTT client that nobody here wrote, for tests", () => Command.Find("mosquitto_pub") is not null);

    public static readonly SystemPackage Protoc =
        new("protobuf-compiler", "Debian's own protoc, so that a foreign client is made from the .proto files alone", () => Command.Find("protoc") is not null);

    public static readonly SystemPackage ProtocTypes =
        new("libprotobuf-dev", "the well-known types' .proto files for protoc", () => File.Exists("/usr/include/google/protobuf/timestamp.proto"));

    public static readonly SystemPackage Curl =
        new("curl", "posts reads as a gateway would", () => Command.Find("curl") is not null);

    private static bool HasPythonGrpc(string python) =>
        File.Exists(python) && Directory.Exists("/usr/lib/python3/dist-packages/grpc");
}

/// <summary>Installs what is missing, and says what and why.</summary>
public static class SystemPackages
{
    /// <summary>Installs those that are not present by apt-get, as root or by sudo; no package's own server is started.</summary>
    public static async Task Ensure(Action<string> say, IEnumerable<SystemPackage> packages, CancellationToken ct = default)
    {
        var missing = packages.Where(package => !package.IsPresent()).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var package in missing)
        {
            say($"Missing: {package.Name} ({package.Purpose})");
        }

        var names = missing.Select(package => package.Name).ToList();
        say($"Installing by apt-get: {string.Join(' ', names)}; none of their own servers is started");
        await Install(names, ct);
        if (missing.Where(package => !package.IsPresent()).Select(package => package.Name).ToList() is { Count: > 0 } absent)
        {
            throw new InvalidOperationException(
                $"apt-get installed {string.Join(' ', absent)}, but what is needed of it is still not there: {Otherwise}");
        }
    }

    private const string Otherwise =
        "install it yourself, or name running servers in LOGISTICS_POSTGRES (a superuser's connection string) and LOGISTICS_RABBITMQ (an amqp URI).";

    private static async Task Install(IReadOnlyList<string> names, CancellationToken ct)
    {
        if (Command.Find("apt-get") is null)
        {
            throw new InvalidOperationException($"{string.Join(' ', names)} is needed and this system has no apt-get: {Otherwise}");
        }

        string[] asRoot = Environment.IsPrivilegedProcess ? ["bash", "-s", "--"] : ["sudo", "-n", "bash", "-s", "--"];
        var (exitCode, output) = await Command.Try(asRoot[0], [.. asRoot[1..], .. names], input: Script(), ct: ct);
        if (exitCode != 0)
        {
            throw new InvalidOperationException(
                $"Could not install {string.Join(' ', names)} {(Environment.IsPrivilegedProcess ? "as root" : "by `sudo -n`")}: {Otherwise}\n{output}");
        }
    }

    private static string Script()
    {
        using var stream = typeof(SystemPackages).Assembly.GetManifestResourceStream("install-packages.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
