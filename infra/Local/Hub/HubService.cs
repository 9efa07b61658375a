namespace Logistics.Local;

/// <summary>A service of a running hub.</summary>
/// <param name="Name">Partners, Shipments, Tags, Routing or Console.</param>
/// <param name="Http">Its HTTP address.</param>
/// <param name="Grpc">Its gRPC address (HTTP/2 without TLS, loopback).</param>
/// <param name="Process">To stop, kill and restart it.</param>
public sealed record HubService(string Name, Uri Http, Uri Grpc, SupervisedProcess Process);
