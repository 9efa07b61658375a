namespace Grpc.Core;

/// <summary>What a channel's connection is doing, as gRPC's connectivity semantics name it.</summary>
public enum ConnectivityState
{
    Idle,
    Connecting,
    Ready,
    TransientFailure,
    Shutdown,
}
