using Grpc.Core;

namespace Logistics.Demo.Hub;

/// <summary>The demo outlives restarts of anything: what fails is said once and tried again.</summary>
internal static class Steadily
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Until it has succeeded.</summary>
    internal static async Task Do(string what, Func<Task> act, CancellationToken ct)
    {
        for (var pause = Pause; ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, Longest.Ticks)))
        {
            try
            {
                await act();
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested && IsTheHubs(e))
            {
                Say($"{what}: {Reason(e)}; trying again");
                await Task.Delay(pause, ct);
            }
        }
    }

    /// <summary>For ever: a stream that ends is opened again.</summary>
    internal static async Task Follow(string what, Func<Task> stream, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Do(what, stream, ct);
            await Task.Delay(Pause, ct);
        }
    }

    /// <summary>Once; a refusal of the hub is said and let be.</summary>
    internal static async Task<bool> Try(string what, Func<Task> act, CancellationToken ct)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && IsTheHubs(e))
        {
            Say($"{what}: {Reason(e)}");
            return false;
        }
    }

    internal static void Say(string line) => Console.WriteLine(line.ReplaceLineEndings(" "));

    private static bool IsTheHubs(Exception e) => e is RpcException or HttpRequestException or IOException or OperationCanceledException;

    private static string Reason(Exception e) => e is RpcException rpc ? $"{rpc.StatusCode} {rpc.Status.Detail}" : e.Message;
}
