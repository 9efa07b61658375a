namespace Logistics.Specs;

/// <summary>Awaits what other processes do, with a deadline that only a broken hub needs.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public static async Task<T> Some<T>(Func<Task<T?>> find, string what)
        where T : class
    {
        T? found = null;
        await True(async () => (found = await find()) is not null, what);
        return found!;
    }
}
