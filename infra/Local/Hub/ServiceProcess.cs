namespace Logistics.Local;

/// <summary>One of our services as a process, ready when its /health/ready says so.</summary>
internal static class ServiceProcess
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public static SupervisedProcess Create(
        RunFolder run, string service, IReadOnlyList<string> arguments, Uri http, IReadOnlyDictionary<string, string?> environment, string workingDirectory)
    {
        var spec = new ProcessSpec(service, "dotnet", arguments)
        {
            Environment = environment,
            WorkingDirectory = workingDirectory,
            Patience = TimeSpan.FromSeconds(90),
        };
        var health = new Uri(http, "/health/ready");
        return new(spec, run.Log(service.ToLowerInvariant()), ct => IsReady(health, ct), run.Say);
    }

    private static async Task<bool> IsReady(Uri health, CancellationToken ct)
    {
        try
        {
            using var answer = await Http.GetAsync(health, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
