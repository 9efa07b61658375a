using Logistics.Tags.Condition;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>What shipments allow their units: what one step was told of it, and what is stored of it for whoever comes later.</summary>
internal sealed class WantedUnits
{
    private readonly List<(string Shipment, IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>> Terms)> _told = [];

    /// <summary>To be written with the step.</summary>
    internal List<NpgsqlBatchCommand> Commands { get; } = [];

    /// <summary>All that a shipment wants, in place of what it wanted.</summary>
    internal void Put(string shipment, IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>> terms, bool again, long position)
    {
        _told.RemoveAll(told => told.Shipment == shipment);
        _told.Add((shipment, terms));
        Commands.Add(WatchedUnits.End(shipment, position));
        if (terms.Count > 0) Commands.Add(WatchedUnits.Want(shipment, terms, again, position));
    }

    /// <summary>Nobody knows since when.</summary>
    internal void End(string shipment, long position) => Put(shipment, new Dictionary<string, IReadOnlyList<UnitTerms>>(), false, position);

    /// <summary>By shipments: those that are over, and the one that has the unit.</summary>
    /// <param name="from">Of what was over by then nobody asks.</param>
    internal async Task<IReadOnlyList<(string Shipment, IReadOnlyList<UnitTerms> Terms)>> Of(WatchStore store, string unit, Instant from, long position, CancellationToken ct)
    {
        var stored = (await store.WatchedBy(unit, from, position, ct)).Where(w => !_told.Exists(told => told.Shipment == w.Shipment));
        var told = _told.Where(t => t.Terms.ContainsKey(unit)).Select(t => (t.Shipment, Terms: t.Terms[unit]));
        var all = stored.Concat(told).ToArray();
        var goesOn = Array.FindLastIndex(all, w => UnitTerms.EndOf(w.Terms) is null);
        return [.. all.Where(w => UnitTerms.EndOf(w.Terms) > from), .. goesOn < 0 ? [] : all[goesOn..(goesOn + 1)]];
    }
}
