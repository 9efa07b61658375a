using System.Text.Json;
using Logistics.EventStore;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Codes;
using Logistics.Tags.Journal;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Doors;

/// <summary>
/// <c>GET /v1/reads?tag=...&amp;from=...&amp;to=...</c> or <c>?readPoint=...</c>: what the journal has, a read a line
/// (<c>application/x-ndjson</c>), oldest first, at most 10,000. Where there may be more the header <c>link</c> has the address of the next
/// part (RFC 8288, <c>rel="next"</c>): no read is in two parts, and one that comes meanwhile from an earlier time is in none.
/// </summary>
internal static class JournalHttp
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    internal static void MapJournal(this WebApplication app) => app.MapGet("/v1/reads", Export).RequireAuthorization(Access.Anybody);

    private static async Task<IResult> Export(HttpContext http, JournalQuery journal, CancellationToken ct)
    {
        var (question, refused) = Question(http.Request.Query);
        if (refused is not null) return refused;
        var reads = await journal.Ask(question!, http.Caller(), ct);
        if (reads.Count == question!.Limit) http.Response.Headers.Link = $"<{Next(http.Request, reads[^1].At)}>; rel=\"next\"";
        return Results.Stream(
            async stream =>
            {
                foreach (var (read, _) in reads)
                {
                    await JsonSerializer.SerializeAsync(stream, read, EventJson.Options, ct);
                    await stream.WriteAsync(NewLine, ct);
                }
            },
            "application/x-ndjson");
    }

    private static (JournalQuestion? Question, IResult? Refused) Question(IQueryCollection query)
    {
        var (tag, point) = ((string?)query["tag"], (string?)query["readPoint"]);
        if (tag is null == point is null) return (null, Invalid("tag", "Name a tag or a read point."));
        var canonical = tag is null ? null : TagId.Parse(tag)?.Value;
        if (tag is not null && canonical is null) return (null, Invalid("tag", "That is no tag id."));
        if (point is not null && !ReadCheck.IsId(point, 128)) return (null, Invalid("readPoint", "That is no read point's id."));
        if (Time(query["from"]) is not { } from) return (null, Invalid("from", "from is an RFC 3339 time."));
        if (Time(query["to"]) is not { } to) return (null, Invalid("to", "to is an RFC 3339 time."));
        var after = query["after"] is [{ } place] ? JournalCursor.Parse(place) : null;
        if (query.ContainsKey("after") && after is null) return (null, Invalid("after", "after comes from the link to the next part."));
        var limit = query["limit"] is [{ } text] ? int.TryParse(text, out var wanted) ? wanted : 0 : JournalQuestion.Most;
        if (limit is < 1 or > JournalQuestion.Most) return (null, Invalid("limit", $"limit is from 1 to {JournalQuestion.Most}."));
        return (new(canonical, point, from, to, after, limit), null);
    }

    private static Instant? Time(string? text)
        => text is not null && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time } && EventTimeRange.Has(time) ? time.ToInstant() : null;

    private static string Next(HttpRequest request, JournalCursor after)
        => request.Path + QueryString.Create(request.Query.Where(part => part.Key != "after").Append(new("after", after.ToString())));

    private static IResult Invalid(string field, string detail) => Problems.Refuse(StatusCodes.Status400BadRequest, "invalid-argument", detail, field);
}
