namespace Logistics.Routing.Tests.Server;

internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    internal static async Task True(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
