namespace Logistics.Routing.Planning.Scans;

/// <summary>What several shipments with the same wishes may do; sets of them are bits by lane.</summary>
internal interface IManyRule
{
    /// <summary>By run: whether it takes any of them, and whether each must be asked for by its load.</summary>
    Verdict[] Runs { get; }

    /// <summary>Those of them that have room between a call and the next.</summary>
    int Fits(int run, int call, int shipments);

    bool Boards(int hub, int departure);

    /// <param name="arriving">Those whose destination the hub is.</param>
    /// <returns>Those of them that may get off.</returns>
    int Alights(int hub, int arrival, int shipments, int arriving);

    int Change(int hub, int seconds);
}

internal enum Verdict : byte
{
    No,
    Yes,
    Ask,
}
