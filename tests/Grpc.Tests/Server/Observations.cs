using System.Collections.Concurrent;
using Logistics.Conformance.V1;

namespace Logistics.GrpcTests.Server;

/// <summary>What the server saw, by call id; filled when a call is over.</summary>
internal sealed class Observations
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Observation>> calls = new();

    internal Task<Observation> Of(string callId) => Call(callId).Task;

    internal void Record(string callId, Observation observation) => Call(callId).TrySetResult(observation);

    private TaskCompletionSource<Observation> Call(string callId) =>
        calls.GetOrAdd(callId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
