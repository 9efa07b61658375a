using System.Runtime.InteropServices;
using Logistics.Demo;
using Logistics.Demo.Hub;
using Logistics.Local;
using NodaTime;

DemoOptions options;
try
{
    options = DemoOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

using var stop = new CancellationTokenSource();
if (options.Minutes > 0) stop.CancelAfter(TimeSpan.FromMinutes(options.Minutes));
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);

var folder = Environment.GetEnvironmentVariable("LOGISTICS_RUN") is { Length: > 0 } run ? run : Checkout.Find().RunFolder;
using var hub = new HubConnection(HubState.Load(folder));
using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
try
{
    await new Simulation(hub, http, options, SystemClock.Instance).Run(stop.Token);
}
catch (Exception) when (stop.IsCancellationRequested)
{
    Steadily.Say("Demo traffic ends");
}

return 0;

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
