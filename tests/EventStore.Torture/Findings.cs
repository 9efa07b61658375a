namespace Logistics.EventStore.Torture;

/// <summary>What the checker counted.</summary>
/// <param name="Events">Stored.</param>
/// <param name="Lost">Events of appends that a writer was told of and that are not there; positions that a follower never saw.</param>
/// <param name="Doubled">Events that are there a second time, or though they were refused; positions that the reader saw twice.</param>
/// <param name="Disordered">Events out of the order of their stream, writer, append or time, or at another position than told.</param>
/// <param name="Holes">Missing versions inside a stream.</param>
/// <param name="ProjectionsDiffer">Rows in which the live projections differ from a rebuild.</param>
internal sealed record Findings(long Events, long Lost, long Doubled, long Disordered, long Holes, long ProjectionsDiffer)
{
    internal bool AreNone => Lost == 0 && Doubled == 0 && Disordered == 0 && Holes == 0 && ProjectionsDiffer == 0;
}
