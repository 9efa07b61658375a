using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Tags.Codes;
using Logistics.Tags.Doors;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>What is wrong with a report, by its field as gRPC names it.</summary>
internal sealed record ReportDefect(string Field, string Reason, string Detail);

/// <summary>Somebody says that units were put into another, or taken out. Checked, and all units by their canonical names.</summary>
/// <param name="ChildIds">None: all that is directly in the parent then.</param>
internal sealed record AggregationReport(string ParentId, IReadOnlyList<string> ChildIds, bool Adds, OffsetDateTime At, string? BizStep)
{
    /// <summary>Null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FactPlace? Place { get; init; }

    internal const int MostChildren = 500;

    private const string Invalid = "invalid-argument";
    private const int LongestStep = 40;
    private const int LongestPlace = 200;
    private static readonly string NoPlace = $"has at most {LongestPlace} printable ASCII characters.";
    private static readonly Duration AllowedAhead = Duration.FromMinutes(5);

    /// <summary>For an idempotency key: the same key with another report is refused.</summary>
    internal string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(EventJson.Serialize(this))));

    internal static (AggregationReport? Report, ReportDefect? Defect) Of(
        string parent, IReadOnlyCollection<string> children, bool adds, OffsetDateTime at, string bizStep, (string ReadPoint, string Location) place, Instant now)
    {
        if (children.Count > MostChildren) return (null, new("child_ids", Invalid, $"has more than {MostChildren}."));
        if (adds && children.Count == 0) return (null, new("child_ids", Invalid, "is missing."));
        if (!EventTimeRange.Has(at)) return (null, new("at", Journal.Defects.EventTimeOutOfRange, "is before 1970 or after the year 9998."));
        if (at.ToInstant() > now + AllowedAhead) return (null, new("at", "event-time-ahead", "is more than 5 minutes ahead."));
        var step = StepOf(bizStep);
        if (step.Length > LongestStep || !step.All(c => char.IsAsciiLetterLower(c) || c == '_')) return (null, new("biz_step", Invalid, "is no business step of the CBV."));
        if (place.ReadPoint.Length > 0 && !ReadCheck.IsId(place.ReadPoint, LongestPlace)) return (null, new("read_point_id", Invalid, NoPlace));
        if (place.Location.Length > 0 && !ReadCheck.IsId(place.Location, LongestPlace)) return (null, new("location_id", Invalid, NoPlace));
        if (UnitId.Parse(parent, out var defect) is not { } parentId) return (null, Unnamed("parent_id", defect));
        var ids = new List<string>(children.Count);
        foreach (var child in children)
        {
            if (UnitId.Parse(child, out defect) is not { } id) return (null, Unnamed($"child_ids[{ids.Count}]", defect));
            ids.Add(id);
        }

        return (new(parentId, [.. ids.Distinct()], adds, at, step.Length == 0 ? null : step) { Place = FactPlace.Of(place.ReadPoint, place.Location) }, null);
    }

    /// <summary>A CBV's step comes bare, as URN or as a link: <c>packing</c>, <c>urn:epcglobal:cbv:bizstep:packing</c>, <c>https://ref.gs1.org/cbv/BizStep-packing</c>.</summary>
    private static string StepOf(string bizStep) => bizStep[(bizStep.LastIndexOfAny([':', '-']) + 1)..];

    private static ReportDefect Unnamed(string field, string? defect) => new(field, defect ?? TagDefects.Malformed, "is no SSCC, no EPC and no device id.");
}
