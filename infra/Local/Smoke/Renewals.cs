using System.Text.Json.Nodes;
using Logistics.Local;
using NodaTime;

namespace Logistics.Smoke;

/// <summary>Two plans that do not hold: a train is late and the policy renews what hangs on it; a carrier declines and another is asked.</summary>
internal sealed class Renewals(Hub hub, JsonObject state, PythonClient python, CancellationToken ct)
{
    internal async Task Prepare()
    {
        var network = await python.Run("rails", ct);
        SmokeFailure.Unless(((string)network["wrong"]!).Contains("INVALID_ARGUMENT invalid-file: files: calls.csv, line 3: ", StringComparison.Ordinal), $"no line named: {network.ToJsonString()}");
        SmokeFailure.Unless(((string)network["stranger"]!).Contains("PERMISSION_DENIED", StringComparison.Ordinal), $"a carrier uploaded another's services: {network.ToJsonString()}");
        SmokeFailure.Unless((int)network["exported"]! == 5, $"not all services are exported: {network.ToJsonString()}");
        SmokeFailure.Unless((await python.Run("policy", ct))["automatic_before"]!.AsArray().Count == 0, "plans are renewed by themselves though nobody said so");
        await Book("train", "DEHMM", "DEOLP", 1);
        await python.Run(["ordered", "train", "org-rhein-kombi.train=tendered", "siegen-olpe-1=tendered"], ct);
        await python.Run(["accept-all", "train"], ct);
        await Shown("train", await python.Run(["planned", "train", "1"], ct));
    }

    internal async Task LateTrain()
    {
        await python.Run("train-late", ct);
        var plan = await python.Run(["planned", "train", "2"], ct);
        SmokeFailure.Unless(
            (int)plan["version"]! == 2 && ((string)plan["why"]!).StartsWith("Renewed by the policy at Siegen", StringComparison.Ordinal) && plan["missed"]!.AsArray().Count == 0,
            $"not renewed by policy: {plan.ToJsonString()}");
        await python.Run(["ordered", "train", "org-rhein-kombi.train=accepted", "siegen-olpe-1=withdrawn", "siegen-olpe-2=tendered"], ct);
        await python.Run(["accept-all", "train"], ct);
        await Shown("train", plan);
    }

    internal async Task DeclinedLeg()
    {
        await Book("declined", "DEHMM", "DEUNN", 2);
        await python.Run(["ordered", "declined", "hamm-unna-1=tendered"], ct);
        await python.Run(["decline", "declined", "hamm-unna-1"], ct);
        var plan = await python.Run(["planned", "declined", "2"], ct);
        SmokeFailure.Unless(((string)plan["why"]!).Contains("hamm-unna-1 by org-sauerland-express (Kein Fahrer)", StringComparison.Ordinal), $"no word of the carrier's: {plan.ToJsonString()}");
        await python.Run(["ordered", "declined", "hamm-unna-1=rejected", "hamm-unna-2=tendered"], ct);
        await Shown("declined", plan);
    }

    private async Task Book(string which, string from, string to, int serial)
    {
        state[$"sscc_{which}"] = Sscc.Of((long)state["began"]! + serial);
        var booked = await python.Run(["book-leg", which, from, to], ct);
        (state[$"shipment_{which}"], state[$"link_{which}"]) = ((string)booked["shipment"]!, (string)booked["token"]!);
    }

    private async Task Shown(string which, JsonObject plan)
    {
        using var tracking = new PublicTracking(hub, (string)state[$"link_{which}"]!);
        var (at, zone) = (Instant.FromUnixTimeSeconds((long)plan["p50"]!), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        await Until.True(() => tracking.Expects(at, zone, ct), $"the tracking link of {which} does not expect the goods at {at}", ct);
    }
}
