using System.Text.Json.Nodes;
using Logistics.Local;

namespace Logistics.Smoke;

/// <summary>The first dispatcher, as the launcher made it.</summary>
internal static class Dispatcher
{
    internal const string Email = "dispatcher@hub.example";

    internal static string OneTimePassword(Hub hub) =>
        (string)JsonNode.Parse(File.ReadAllText(Path.Combine(hub.Keys, "dispatcher.json")))!["oneTimePassword"]!;
}
