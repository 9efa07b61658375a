namespace Logistics.Tags.Watching;

/// <summary>
/// Tails are saved in turns, some with each commit, so that no commit takes long and presence never waits for one. When all that
/// were unsaved at the beginning have had their turn, the shards may begin again where they stood then: what was saved since is
/// ahead of that, and a read that is taken up again changes nothing.
/// </summary>
/// <param name="mark">How far the shards had come when it began.</param>
internal sealed class SavingRound(IReadOnlyCollection<string> unsaved, JournalMark mark)
{
    private readonly Queue<string> _tags = new(unsaved);
    private readonly int _turn = Math.Clamp(unsaved.Count / Checkpoints.Turns, Checkpoints.SmallTurn, Checkpoints.LargeTurn);

    internal JournalMark Mark { get; } = mark;

    internal bool IsOver => _tags.Count == 0;

    /// <summary>Milliseconds that its commits took.</summary>
    internal long Took { get; set; }

    /// <summary>Even of large turns it has more than come by themselves.</summary>
    internal bool IsLong { get; } = unsaved.Count > Checkpoints.Turns * Checkpoints.LargeTurn;

    internal IReadOnlyList<string> Next(bool all)
    {
        var most = all ? _tags.Count : _turn;
        var next = new List<string>(most);
        while (next.Count < most && _tags.TryDequeue(out var tag)) next.Add(tag);
        return next;
    }
}
