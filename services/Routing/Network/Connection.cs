namespace Logistics.Routing.Network;

/// <summary>One run from one call to the next. Seconds after the snapshot's base; hubs and runs by their index in it.</summary>
/// <param name="Call">Index of the call it leaves.</param>
internal readonly record struct Connection(int Departure, int Arrival, int From, int To, int Run, int Call);
