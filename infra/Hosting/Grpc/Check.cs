using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Logistics.Types.V1;
using NodaTime;
using Duration = NodaTime.Duration;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// Checks at the gRPC edge. Each answers the checked value or throws INVALID_ARGUMENT with the trailers `reason`
/// (`invalid-argument` unless said otherwise) and `field`.
/// </summary>
public static class Check
{
    private static readonly Duration AllowedAhead = Duration.FromMinutes(5);

    /// <summary>Later ones have no local time in every zone.</summary>
    private static readonly Instant LastLocal = Instant.FromUtc(9999, 12, 31, 0, 0);

    /// <summary>The refusal itself.</summary>
    public static RpcException Invalid(string field, string detail, string reason = "invalid-argument") =>
        Refusals.Of(StatusCode.InvalidArgument, reason, $"{field}: {detail}", field);

    /// <summary>A message of which every text may be stored: valid UTF-8 without NUL (reason `invalid-text`).</summary>
    public static T Texts<T>(T message)
        where T : Google.Protobuf.IMessage =>
        TextGuard.FirstBad(message) is { } field ? throw Invalid(field, "is not valid UTF-8 text without NUL.", "invalid-text") : message;

    /// <summary>Text of 1 to <paramref name="max"/> characters without control characters; trimmed.</summary>
    public static string Text(string value, string field, int max)
    {
        var text = OptionalText(value, field, max);
        return text.Length > 0 ? text : throw Invalid(field, "is missing.");
    }

    /// <summary>As <see cref="Text"/>, or empty.</summary>
    public static string OptionalText(string value, string field, int max)
    {
        var text = value.Trim();
        if (text.Length > max) throw Invalid(field, $"is longer than {max} characters.");
        if (text.AsSpan().ContainsAnyInRange('\u0000', '\u001f') || text.Contains('\u007f', StringComparison.Ordinal)) throw Invalid(field, "has control characters.");
        return text;
    }

    /// <summary>An identifier: printable ASCII without spaces, so that nothing invisible or look-alike gets in.</summary>
    public static string Id(string value, string field, int max = 128)
    {
        if (value.Length == 0) throw Invalid(field, "is missing.");
        if (value.Length > max) throw Invalid(field, $"is longer than {max} characters.");
        return value.AsSpan().ContainsAnyExceptInRange('!', '~') ? throw Invalid(field, "may have printable ASCII characters only.") : value;
    }

    /// <summary>A finite number in a closed range.</summary>
    public static double Number(double value, string field, double min, double max) =>
        double.IsFinite(value) && value >= min && value <= max ? value : throw Invalid(field, $"must be a number from {min} to {max}.");

    /// <summary>A whole number in a closed range.</summary>
    public static int Integer(int value, string field, int min, int max) =>
        value >= min && value <= max ? value : throw Invalid(field, $"must be from {min} to {max}.");

    /// <summary>A page's size: 0 means <paramref name="standard"/>.</summary>
    public static int PageSize(int value, int standard = 50, int max = 500) => value == 0 ? standard : Integer(value, "page_size", 1, max);

    /// <summary>An instant, cut to microseconds.</summary>
    public static Instant Timestamp(Timestamp? value, string field)
    {
        if (value is null) throw Invalid(field, "is missing.");
        if (value.Seconds is < -62135596800 or > 253402300799 || value.Nanos is < 0 or > 999_999_999) throw Invalid(field, "is out of range.");
        return Instant.FromUnixTimeSeconds(value.Seconds).PlusNanoseconds(value.Nanos / 1000 * 1000);
    }

    /// <summary>An event time with its offset. More than 5 minutes ahead of <paramref name="now"/> is refused unless it comes from a gateway.</summary>
    /// <param name="now">Null: the clock of the source is taken as it is (gateways; flagged by the caller).</param>
    public static OffsetDateTime EventTime(EventTime? value, string field, Instant? now)
    {
        if (value is null) throw Invalid(field, "is missing.");
        var instant = Timestamp(value.Instant, $"{field}.instant");
        if (instant > LastLocal) throw Invalid($"{field}.instant", "is out of range.");
        Integer(value.UtcOffsetMinutes, $"{field}.utc_offset_minutes", -840, 840);
        if (now is { } current && instant > current + AllowedAhead) throw Invalid(field, "is more than 5 minutes ahead.", "event-time-ahead");
        return instant.WithOffset(Offset.FromSeconds(value.UtcOffsetMinutes * 60));
    }

    /// <summary>WGS 84 degrees.</summary>
    public static GeoPosition? Position(GeoPosition? value, string field)
    {
        if (value is null) return null;
        Number(value.Latitude, $"{field}.latitude", -90, 90);
        Number(value.Longitude, $"{field}.longitude", -180, 180);
        return value;
    }
}
