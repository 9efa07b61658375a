using System.Diagnostics;
using System.Text.Json.Nodes;
using Logistics.Local;
using NodaTime;

namespace Logistics.Smoke;

/// <summary>
/// One shipment from booking to arrival on a fresh hub, told by clients that nobody here wrote: python3-grpcio books, curl posts
/// reads, Chromium shows. With faults, a part is killed in the middle of a step; the story must still end the same.
/// </summary>
internal sealed class Story(Hub hub, JsonObject state, Faults faults, CancellationToken ct)
{
    internal static readonly string[] Parts = ["Shipments", "RabbitMQ", "Tags", "PostgreSQL", "Routing", "Partners", "Console"];
    internal static readonly SystemPackage[] Needed = [SystemPackage.PythonGrpc, SystemPackage.Protoc, SystemPackage.ProtocTypes, SystemPackage.Chromium, SystemPackage.Curl];

    private readonly PythonClient python = new(hub, state);
    private readonly Gateways gateways = new(hub);

    internal static async Task Tell(IReadOnlyList<string> faults, CancellationToken ct)
    {
        var folder = Path.Combine(Checkout.Find().RunFolder, "smoke");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await using var hub = await Hub.Start(new HubOptions { Folder = folder, Say = Console.WriteLine }, ct);
        var began = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        var state = new JsonObject
        {
            ["run"] = began.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["began"] = began,
            ["sscc"] = Sscc.Of(began),
            ["tag"] = $"urn:epc:id:sscc:4012345.{Sscc.Of(began)[0]}{Sscc.Of(began)[8..17]}",
        };
        await new Story(hub, state, new Faults(hub, faults), ct).Tell();
    }

    private async Task Tell()
    {
        await Step("network, carriers, gateways", () => python.Run("network", ct));
        await Step("booked and booked again", async () => state["shipment"] = (string)(await python.Run("book", ct))["shipment"]!);
        await Step("tag attached", () => python.Run("attach", ct));
        await Step("planned, tendered, accepted", () => python.Run("accept", ct));
        await Step("tracking link", async () => state["link"] = (string)(await python.Run("link", ct))["token"]!);
        await Step("read at Dortmund, posted twice", () => Read("gw-dortmund-dock1", "rp-dtm-gate-in", 1));
        await Step("read at Dortmund's exit, posted twice", () => Read("gw-dortmund-dock1", "rp-dtm-gate-out", 2));

        await using var browser = await Browser.Open(hub, (string)state["shipment"]!);
        await Step("dispatcher signs in by browser, sets a password", browser.SignIn);
        await Step("departure and ETA in the console's API", () => ConsoleShows("departed", "DEDTM", etaToo: true, browser.Password));
        await Step("departure and ETA on the page", () => browser.Shows("departed", "DEDTM"));
        await Step("90 minutes late: estimate, reason, tracking link", Late);
        await Step("read at Hagen, posted twice", () => Read("gw-hagen", "rp-hag-gate-in", 1));
        await Step("arrival on the same page, without a reload", () => browser.Shows("arrived", "DEHAG"));
        await Step("arrival in the console's API", () => ConsoleShows("arrived", "DEHAG", etaToo: true, browser.Password));
        await Step("public tracking page", () => browser.ShowsTracking((string)state["link"]!));
        await Step("strangers are refused", Strangers);

        var renewals = new Renewals(hub, state, python, ct);
        await Step("a train and the lorry it meets: planned, accepted", renewals.Prepare);
        await Step("train 90 minutes late: plan renewed by policy, carriers tendered anew, tracking link", renewals.LateTrain);
        await Step("leg declined: the next carrier is asked, tracking link", renewals.DeclinedLeg);
        await Step("nothing lost, nothing twice", Counted);
    }

    private async Task Step(string name, Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        var fault = faults.Strike(ct);
        await act();
        var struck = await fault;
        Console.WriteLine($"ok   {name} ({watch.Elapsed.TotalSeconds:0.0} s{(struck is null ? "" : $", {struck} killed meanwhile")})");
    }

    private async Task Read(string gateway, string readPoint, int sequence)
    {
        await gateways.Post(gateway, readPoint, sequence, (string)state["tag"]!, ct);
        var again = await gateways.PostAgain(ct);
        SmokeFailure.Unless((int)again["accepted"]! == 0 && (int)again["repeated"]! == 1, $"the second post of a read stored something: {again.ToJsonString()}");
    }

    private async Task ConsoleShows(string kind, string hubId, bool etaToo, string password)
    {
        using var console = new ConsoleClient(hub, password);
        await Until.True(async () =>
        {
            var detail = await console.Shipment((string)state["shipment"]!, ct);
            var reached = detail?["milestones"]?.AsArray().Any(m => (string?)m!["kind"] == kind && (string?)m["hubId"] == hubId && m["actual"] is not null) == true;
            return reached && (!etaToo || detail!["shipment"]!["eta"] is not null);
        }, $"the console's API shows no {kind} {hubId} with an ETA", ct);
    }

    private async Task Late()
    {
        var told = await python.Run("late", ct);
        using var tracking = new PublicTracking(hub, (string)state["link"]!);
        var (at, zone) = (Instant.FromUnixTimeSeconds((long)told["p50"]!), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        await Until.True(() => tracking.Expects(at, zone, ct), $"the tracking link does not expect the goods at {at}", ct);
    }

    private async Task Strangers()
    {
        var answers = await python.Run("stranger", ct);
        SmokeFailure.Unless((string?)answers["another's"] == (string?)answers["missing"], $"another's shipment answers otherwise than a missing one: {answers.ToJsonString()}");
        SmokeFailure.Unless(((string)answers["missing"]!).StartsWith("NOT_FOUND", StringComparison.Ordinal), answers.ToJsonString());
        SmokeFailure.Unless((string?)answers["no key"] == "UNAUTHENTICATED" && (string?)answers["wrong key"] == "UNAUTHENTICATED", answers.ToJsonString());
    }

    private async Task Counted()
    {
        var counts = await python.Run("count", ct);
        Console.WriteLine($"     {counts.ToJsonString()}");
        SmokeFailure.Unless((int)counts["shipments"]! == 1, "not exactly one shipment");
        SmokeFailure.Unless((int)counts["orders"]! == 1 && (int)counts["orders_accepted"]! == 1, "not exactly one accepted order");
        SmokeFailure.Unless((int)counts["reads"]! == 3, "not exactly three reads");
        var actual = counts["actual_milestones"]!.AsArray().Select(m => (string)m!).ToList();
        SmokeFailure.Unless(actual.Contains("departed DEDTM") && actual.Contains("arrived DEHAG"), "a milestone is missing");
        SmokeFailure.Unless(actual.Distinct().Count() == actual.Count, "a milestone is there twice");
        SmokeFailure.Unless(counts["evidence"]!.AsArray().All(n => (int)n! == 1), "evidence is missing or there twice");
        SmokeFailure.Unless(hub.Services.Values.Sum(service => service.Process.Crashes) <= faults.Count, "a service crashed by itself");
    }
}
