using System.Text.Json;
using Logistics.Hosting.Http;

namespace Logistics.Partners.Bootstrap;

internal sealed record BootstrapOrganisation(string Id, string Name, IReadOnlyList<string> Roles);

internal sealed record BootstrapClient(string Id, string Organisation, string Secret, IReadOnlyList<string> Roles);

internal sealed record BootstrapDevice(string Id, string Organisation, string Key);

internal sealed record BootstrapPerson(string Email, string Name, string Organisation, string OneTimePassword, IReadOnlyList<string> Roles);

/// <summary>
/// The operator's list of who is there from the start, named by `Hub:Bootstrap`. It holds secrets in clear: it belongs next to the
/// other key material, readable by its owner only.
/// </summary>
internal sealed record BootstrapFile(
    IReadOnlyList<BootstrapOrganisation> Organisations,
    IReadOnlyList<BootstrapClient>? Clients = null,
    IReadOnlyList<BootstrapDevice>? Devices = null,
    IReadOnlyList<BootstrapPerson>? People = null)
{
    internal static BootstrapFile Load(string path)
    {
        var options = new JsonSerializerOptions();
        options.MakeStrict();
        try
        {
            using var text = File.OpenRead(path);
            var file = JsonSerializer.Deserialize<BootstrapFile>(text, options) ?? throw new JsonException("It is null.");
            return file.Checked();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new InvalidOperationException($"Hub:Bootstrap names '{path}', which cannot be applied: {e.Message}", e);
        }
    }

    private BootstrapFile Checked()
    {
        foreach (var client in Clients ?? [])
            if (client.Secret.Length is < Secret.LeastLength or > Secret.MostLength)
                throw new FormatException($"The secret of client {client.Id} needs {Secret.LeastLength} to {Secret.MostLength} random characters.");
        foreach (var device in Devices ?? [])
            if (device.Key.Length is < Secret.LeastLength or > Secret.MostLength
                || device.Key.StartsWith(Secret.AccessTokenPrefix, StringComparison.Ordinal))
                throw new FormatException($"The key of device {device.Id} needs {Secret.LeastLength} to {Secret.MostLength} random characters.");
        if ((Devices ?? []).GroupBy(device => device.Key).FirstOrDefault(same => same.Count() > 1) is { } shared)
            throw new FormatException($"Devices {string.Join(", ", shared.Select(device => device.Id))} share one key.");
        return this;
    }
}
