using System.Text;
using System.Text.Unicode;
using Logistics.EventStore;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors;
using NodaTime;

namespace Logistics.Tags.Tags.Lists;

/// <param name="Outcome">accepted (registered now or before, and on its unit where one is named) or refused.</param>
internal sealed record TagLineReport(int Line, string TagId, string Outcome, string? Reason);

internal sealed record TagListReport(int Accepted, int Refused, IReadOnlyList<TagLineReport> Lines);

/// <summary>
/// <c>POST /v1/tags</c> with <c>text/csv</c>, gzipped if wanted: registers many tags of the caller's organisation and puts them on
/// units. Each line is a command of its own: one that is refused keeps no other back, and a list that comes again changes nothing.
/// </summary>
internal static class TagListHttp
{
    private const int LongestEcho = 200;
    private const int AtOnce = 64;

    internal static void MapTagLists(this WebApplication app) => app.MapPost("/v1/tags", Post).RequireAuthorization(Access.Partners);

    private static async Task<IResult> Post(HttpContext http, Transactor transactor, IClock clock, CancellationToken ct)
    {
        var caller = http.Caller();
        var (body, refused) = await HttpBody.Read(http, "text/csv", ct);
        if (refused is not null) return refused;
        if (!Utf8.IsValid(body.Span)) return Problems.Refuse(400, "invalid-text", "The body is not valid UTF-8.");
        var (lines, defect) = TagList.Parse(Encoding.UTF8.GetString(body.Span));
        if (lines is null) return Problems.Refuse(400, "header-malformed", defect!);
        if (lines.Count > TagList.MostLines) return TooMuch();

        var reports = new TagLineReport[lines.Count];
        var now = clock.GetCurrentInstant();
        var entries = lines.Select((line, at) => (Line: line, At: at, Read: TagListEntry.Of(line, now))).ToList();
        foreach (var (line, at, read) in entries.Where(e => e.Read.Entry is null)) reports[at] = new(line.Number, Cut(line.Field("tag_id")), "refused", read.Reason);

        // Lines of one tag in their order, tags side by side: appends of many callers are committed together.
        await Parallel.ForEachAsync(
            entries.Where(e => e.Read.Entry is not null).GroupBy(e => e.Read.Entry!.TagId), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (tag, stop) =>
            {
                foreach (var (line, at, read) in tag)
                {
                    var refusal = await Take(transactor, read.Entry!, caller, stop);
                    reports[at] = new(line.Number, read.Entry!.TagId, refusal is null ? "accepted" : "refused", refusal?.Reason);
                }
            });
        var accepted = reports.Count(r => r.Outcome == "accepted");
        return Results.Json(new TagListReport(accepted, reports.Length - accepted, reports), EventJson.Options);
    }

    private static async Task<Refusal?> Take(Transactor transactor, TagListEntry entry, Caller caller, CancellationToken ct)
    {
        var context = new CommandContext { Actor = caller.Actor };
        var registered = await transactor.Transact(
            Tag.Stream, entry.TagId, tag => TagDecider.Register(tag, entry.TagId, entry.Kind, caller.Organisation), context, ct);
        if (registered.Refused is not null || entry.HandlingUnitId is not { } unit) return registered.Refused;
        return (await transactor.Transact(Tag.Stream, entry.TagId, tag => TagDecider.Attach(tag, unit, entry.At), context, ct)).Refused;
    }

    private static string Cut(string text) => text.Length <= LongestEcho ? text : text[..LongestEcho];

    private static IResult TooMuch() => Problems.Refuse(413, "too-many-tags", $"A list has at most {TagList.MostLines} lines.");
}
