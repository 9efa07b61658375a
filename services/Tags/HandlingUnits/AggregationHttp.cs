using System.Text.Json;
using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.HandlingUnits;

/// <summary>An AggregationEvent of EPCIS 2.0, as far as it is taken. Members that it may have besides are read past.</summary>
/// <param name="EventID">Its idempotency key.</param>
/// <param name="EventTimeZoneOffset">Of the place; else the event time's own.</param>
/// <param name="ErrorDeclaration">Refused: a fact is undone by its contrary at the same event time.</param>
/// <param name="ChildQuantityList">Refused: units are named one by one.</param>
internal sealed record EpcisAggregation(
    string Type, OffsetDateTime EventTime, string ParentID, string Action, IReadOnlyList<string>? ChildEPCs = null, string? EventTimeZoneOffset = null,
    string? BizStep = null, EpcisPlace? ReadPoint = null, EpcisPlace? BizLocation = null, string? EventID = null, JsonElement? ErrorDeclaration = null, JsonElement? ChildQuantityList = null);

internal sealed record EpcisPlace(string Id);

internal sealed record AggregationJson(string ParentID, IReadOnlyList<string> ChildEPCs, int Recorded, int Repeated);

/// <summary><c>POST /v1/aggregations</c>: units put into another, or taken out, as an EPCIS event.</summary>
internal static class AggregationHttp
{
    private static readonly JsonSerializerOptions Form = Lenient();

    internal static void MapAggregations(this WebApplication app) => app.MapPost("/v1/aggregations", Post).RequireAuthorization(Access.Partners);

    private static async Task<IResult> Post(HttpContext http, AggregationProcess process, IClock clock, CancellationToken ct)
    {
        var (body, refused) = await HttpBody.Read(http, ct);
        if (refused is not null) return refused;
        var (epcis, defect) = Read(body.Span);
        if (epcis is null) return Invalid(defect!);
        (var report, defect) = Report(epcis, clock.GetCurrentInstant());
        if (report is null) return Invalid(defect!);

        var caller = http.Caller();
        var context = new CommandContext
        {
            IdempotencyKey = epcis.EventID is { } id ? $"{caller.Organisation}:epcis:{id}" : null,
            RequestDigest = report.Digest,
            Actor = caller.Actor,
        };
        var outcome = await process.Record(report, caller, context, ct);
        return outcome.Refused switch
        {
            null => Results.Json(new AggregationJson(report.ParentId, outcome.ChildIds, outcome.Recorded, outcome.Repeated), EventJson.Options),
            { Reason: Refusal.KeyReused } reused => Problems.Refuse(422, reused.Reason, "The eventID belongs to another event.", "eventID"),
            var refusal => Problems.Refuse(Refusals.HttpStatus(refusal.Reason), refusal.Reason, refusal.Detail),
        };
    }

    private static (EpcisAggregation? Event, ReportDefect? Defect) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<EpcisAggregation>(body, Form) is { } epcis ? (epcis, null) : (null, Of("", "The body is no event."));
        }
        catch (JsonException e)
        {
            return (null, Of(e.Path ?? "", $"{e.Path} is no such member of an AggregationEvent."));
        }
    }

    private static (AggregationReport? Report, ReportDefect? Defect) Report(EpcisAggregation epcis, Instant now)
    {
        if (epcis.Type != "AggregationEvent") return (null, Of("type", "type must be AggregationEvent."));
        if (epcis.ErrorDeclaration is not null) return (null, Of("errorDeclaration", "A fact is undone by its contrary at the same eventTime."));
        if (epcis.ChildQuantityList is not null) return (null, Of("childQuantityList", "Units are named one by one, in childEPCs."));
        if (epcis.Action is not ("ADD" or "OBSERVE" or "DELETE")) return (null, Of("action", "action must be ADD, OBSERVE or DELETE."));
        if (epcis.EventID is { } id && !ReadCheck.IsId(id, 200)) return (null, Of("eventID", "eventID has 1 to 200 printable ASCII characters."));
        var at = epcis.EventTime;
        if (epcis.EventTimeZoneOffset is { } text)
        {
            if (OffsetPattern.GeneralInvariantWithZ.Parse(text) is not { Success: true, Value: var offset }) return (null, Of("eventTimeZoneOffset", "eventTimeZoneOffset is like +01:00."));
            at = at.WithOffset(offset);
        }

        var (report, defect) = AggregationReport.Of(epcis.ParentID, epcis.ChildEPCs ?? [], epcis.Action != "DELETE", at, epcis.BizStep ?? "", (epcis.ReadPoint?.Id ?? "", epcis.BizLocation?.Id ?? ""), now);
        return (report, defect is null ? null : defect with { Field = EpcisName(defect.Field), Detail = $"{EpcisName(defect.Field)} {defect.Detail}" });
    }

    private static string EpcisName(string field) => field
        .Replace("child_ids", "childEPCs", StringComparison.Ordinal).Replace("parent_id", "parentID", StringComparison.Ordinal)
        .Replace("biz_step", "bizStep", StringComparison.Ordinal)
        .Replace("read_point_id", "readPoint.id", StringComparison.Ordinal).Replace("location_id", "bizLocation.id", StringComparison.Ordinal) switch
    { "at" => "eventTime", var name => name };

    private static ReportDefect Of(string field, string detail) => new(field, "invalid-argument", detail);

    private static IResult Invalid(ReportDefect defect) => Problems.Refuse(StatusCodes.Status400BadRequest, defect.Reason, defect.Detail, defect.Field);

    /// <summary>EPCIS lets an event have more than we take: extensions, business transactions, sources.</summary>
    private static JsonSerializerOptions Lenient()
    {
        var options = new JsonSerializerOptions();
        options.MakeStrict();
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        return options;
    }
}
