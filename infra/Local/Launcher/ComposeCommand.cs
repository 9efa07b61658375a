using System.Text.Json;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>`make run CONTAINERS=1`: writes the containers' settings, says what an operator wants to know, prints the env file's path.</summary>
internal static class ComposeCommand
{
    public static async Task<int> Run()
    {
        var run = new RunFolder(Path.Combine(Checkout.Find().RunFolder, "compose"));
        var user = $"{await Id("-u")}:{await Id("-g")}";
        var file = ComposeSettings.Write(run, user, Environment.GetEnvironmentVariable("DEMO") != "0");
        using var login = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run.Keys, "dispatcher.json")));
        // Standard output is the answer to the script.
        await Console.Error.WriteLineAsync($"""
            Console            http://127.0.0.1:18080
              sign in as       {login.RootElement.GetProperty("email").GetString()}
              one-time password in {run.Keys}/dispatcher.json, until it is used
            Keys for callers   {run.Keys}
            """);
        Console.WriteLine(file);
        return 0;
    }

    private static async Task<string> Id(string option)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("id", option) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }
}
