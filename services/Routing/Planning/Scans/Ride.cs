using Logistics.Routing.Network;

namespace Logistics.Routing.Planning.Scans;

/// <summary>On board of one run: the connection it is boarded with, and the one it is alighted from. Where the next is boarded elsewhere, one walks.</summary>
internal readonly record struct Ride(Connection Board, Connection Alight);
