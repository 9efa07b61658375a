namespace Logistics.Tags.Tests.Server;

internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    internal static async Task<T> Some<T>(Func<Task<T?>> find, string what)
        where T : class
    {
        T? found = null;
        await True(async () => (found = await find()) is not null, what);
        return found!;
    }

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
