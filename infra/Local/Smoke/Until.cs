namespace Logistics.Smoke;

internal static class Until
{
    /// <summary>Asks every 200 ms for 90 seconds: long enough for a part that is being restarted.</summary>
    internal static async Task True(Func<Task<bool>> condition, string otherwise, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 450; i++)
        {
            if (await condition()) return;
            await timer.WaitForNextTickAsync(ct);
        }

        throw new SmokeFailure($"{otherwise} within 90 s.");
    }
}
