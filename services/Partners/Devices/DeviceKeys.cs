using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Partners.Organisations;
using Logistics.Partners.Tokens;
using NodaTime;

namespace Logistics.Partners.Devices;

/// <param name="FormerUntil">Null where there was none, or it is gone.</param>
internal sealed record ShownKey(string DeviceId, string OrganisationId, string Key, Instant? FormerUntil);

internal abstract record KeyOutcome
{
    private KeyOutcome()
    {
    }

    internal sealed record Shown(ShownKey Key) : KeyOutcome;

    internal sealed record Refused(Refusal Refusal) : KeyOutcome;
}

/// <summary>Gives devices their keys. A key is in effect when it is answered, and shown only then.</summary>
internal sealed class DeviceKeys(Transactor streams, Administration administration, SignInAttempts attempts, IClock clock, ILogger<DeviceKeys> logger)
{
    /// <summary>
    /// Whoever guesses is turned away before anything is looked up. A device that somebody else keeps turned away waits for the pause
    /// to end: a code is short, so it must not be taken while it is being guessed at.
    /// </summary>
    internal async Task<KeyOutcome> Claim(string deviceId, string typedCode, CancellationToken ct)
    {
        if (attempts.Claims.IsTurnedAway(deviceId)) return Refused(deviceId, SignInOutcome.TooMany);
        var key = Secret.New(Secret.DeviceKeyPrefix);
        var code = Secret.ClaimCodeOf(typedCode) is { } typed ? Secret.HexHash(typed) : "";
        var outcome = await Decide(
            deviceId, $"device:{deviceId}", key, state => DeviceKeyDecider.Claim(state, code, Secret.HexHash(key), clock.GetCurrentInstant().ToMicroseconds()), ct);
        if (outcome is KeyOutcome.Refused { Refusal.Reason: Refusals.InvalidClaim }) attempts.Claims.Failed(deviceId);
        else attempts.Claims.Succeeded(deviceId);
        return outcome;
    }

    /// <summary>For a device that shows its key.</summary>
    internal Task<KeyOutcome> Rotate(string deviceId, string shownKey, Duration overlap, CancellationToken ct)
    {
        var (key, shown) = (Secret.New(Secret.DeviceKeyPrefix), Secret.HexHash(shownKey));
        return Decide(
            deviceId, $"device:{deviceId}", key, state => DeviceKeyDecider.Rotate(state, shown, Secret.HexHash(key), clock.GetCurrentInstant().ToMicroseconds(), overlap), ct);
    }

    /// <summary>For an operator.</summary>
    internal Task<KeyOutcome> RotateFor(string deviceId, string actor, Duration overlap, CancellationToken ct)
    {
        var key = Secret.New(Secret.DeviceKeyPrefix);
        return Decide(deviceId, actor, key, state => DeviceKeyDecider.Rotate(state, Secret.HexHash(key), clock.GetCurrentInstant().ToMicroseconds(), overlap), ct);
    }

    private async Task<KeyOutcome> Decide(string deviceId, string actor, string key, Func<Device, Decision> decide, CancellationToken ct)
    {
        var done = await streams.Transact(Device.Stream, deviceId, decide, new CommandContext { Actor = actor }, ct);
        if (done.Refused is { } refusal) return Refused(deviceId, refusal);
        await administration.SeeInEffect(done.Position, ct);
        return done.State is Device.Active device
            ? new KeyOutcome.Shown(new(device.Id, device.OrganisationId, key, device.Former?.Until))
            : throw new InvalidOperationException($"Device {deviceId} got a key and is {done.State.GetType().Name}.");
    }

    private KeyOutcome.Refused Refused(string deviceId, Refusal refusal)
    {
        logger.KeyRefused(refusal.Reason, deviceId);
        return new(refusal);
    }
}
