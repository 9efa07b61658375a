using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Logistics.Hosting.Http;

/// <summary>Refusals as RFC 9457 problems: a machine-readable `reason`, a `traceId`, never internals.</summary>
public static class Problems
{
    /// <param name="field">The member that is wrong, e.g. <c>reads[3].eventTime</c>.</param>
    public static IResult Refuse(int status, string reason, string detail, string? field = null)
    {
        var extensions = new Dictionary<string, object?> { ["reason"] = reason };
        if (field is not null) extensions["field"] = field;
        if (Activity.Current is { } activity) extensions["traceId"] = activity.TraceId.ToString();
        return Results.Problem(detail, statusCode: status, extensions: extensions);
    }
}
