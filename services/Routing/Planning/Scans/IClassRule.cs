namespace Logistics.Routing.Planning.Scans;

/// <summary>What shipments with the same wishes may do, whoever of them it is; asked once of each connection for all of them.</summary>
internal interface IClassRule
{
    /// <summary>By run: whether it takes any of them, and whether each must be asked for by its load. What is No once stays so.</summary>
    Verdict[] Runs { get; }

    bool Boards(int hub, int departure);

    /// <param name="ends">Whether it is their destination.</param>
    bool Alights(int hub, int arrival, bool ends);

    int Change(int hub, int seconds);
}

internal enum Verdict : byte
{
    No,
    Yes,
    Ask,
}
