using Logistics.Replay;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var options = ReplayOptions.Parse(args);
    if (options.Gateway is { } id && HubSetup.Find(options.Url, Console.Out) is { } setup) await setup.Prepare(id, options.Tags(), stop.Token);
    using var gateway = new Gateway(options.Url, options.Key, options.ReadPoint);
    var totals = await new Replaying(options, gateway, Console.Out).Run(stop.Token);
    Console.WriteLine($"RESULT replay.lines {totals.Lines} lines -");
    Console.WriteLine($"RESULT replay.accepted {totals.Accepted} reads -");
    Console.WriteLine($"RESULT replay.repeated {totals.Repeated} reads -");
    Console.WriteLine($"RESULT replay.quarantined {totals.Quarantined} reads -");
    return totals.Accepted + totals.Repeated + totals.Quarantined == totals.Lines ? 0 : 1;
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{ReplayOptions.Usage}");
    return 2;
}
catch (Grpc.Core.RpcException e)
{
    await Console.Error.WriteLineAsync($"The hub could not be prepared: {e.Status.Detail}");
    return 1;
}
catch (RefusedException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped; the next run goes on where this one ended.");
    return 130;
}
