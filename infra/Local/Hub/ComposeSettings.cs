namespace Logistics.Local;

/// <summary>
/// What infra/compose/compose.yaml needs to know: the same secrets and key files as a hub without containers, as an
/// env file for `docker compose --env-file`.
/// </summary>
public static class ComposeSettings
{
    /// <summary>Writes the settings into the folder; made once and found again.</summary>
    /// <param name="run">A folder of its own: the containers' data are in volumes, not here.</param>
    /// <param name="user">uid:gid that the services run as, so that they may read the key files and nobody else.</param>
    /// <returns>The env file's path.</returns>
    public static string Write(RunFolder run, string user, bool demo)
    {
        IReadOnlyList<string> services = new HubOptions { Folder = run.Path }.Services;
        Bootstrap.Write(run, services, demo);
        List<(string Name, string Value)> settings =
        [
            ("FOLDER", run.Path),
            ("USER", user),
            ("POSTGRES_PASSWORD", run.Secrets.Get("postgres-app")),
            ("RABBITMQ_PASSWORD", run.Secrets.Get("rabbitmq-hub")),
            ("ROAD_KMH", DemoSpeed.RoadKilometresPerHour(demo ? DemoSpeed.Usual : 1)),
        ];
        foreach (var service in services)
        {
            var lower = service.ToLowerInvariant();
            Directory.CreateDirectory(Path.Combine(run.Keys, lower));
            settings.Add(($"{service.ToUpperInvariant()}_PASSWORD", run.Secrets.Get($"postgres-{lower}")));
            settings.Add(($"{service.ToUpperInvariant()}_SECRET", Bootstrap.ClientSecret(run, $"svc-{lower}")));
        }

        var file = run.In("compose.env");
        Secrets.Write(file, string.Concat(settings.Select(setting => $"HUB_{setting.Name}={setting.Value}\n")));
        return file;
    }
}
