using System.Diagnostics;
using System.Text.Json;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>`make replay`: gives the replay the running hub's address and a gateway's key.</summary>
internal static class ReplayCommand
{
    private const string Gateway = "gw-replay";

    public static async Task<int> Run(string file, string[] options)
    {
        var checkout = Checkout.Find();
        try
        {
            var hub = HubState.Load(checkout.RunFolder);
            var key = Path.Combine(hub.Keys, $"device-{Gateway}.json");
            if (!File.Exists(key))
            {
                throw new FileNotFoundException($"The hub in {hub.Folder} has no {key}: it was started with DEMO=0, which knows no gateways.");
            }

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(key));
            string[] arguments =
                [checkout.Program("Replay"), file, "--url", hub.Services["Tags"].Http.ToString(), "--gateway", Gateway, .. options];
            var info = new ProcessStartInfo("dotnet", arguments);
            // Not an argument: those are everybody's to read.
            info.Environment["REPLAY_KEY"] = json.RootElement.GetProperty("key").GetString();
            using var replay = Process.Start(info)!;
            // Ctrl-C reaches the replay too; it ends orderly and we with it.
            Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
            await replay.WaitForExitAsync();
            return replay.ExitCode;
        }
        catch (FileNotFoundException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
