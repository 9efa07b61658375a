using System.Buffers;
using System.IO.Compression;
using System.Text;
using Logistics.Hosting.Http;

namespace Logistics.Tags.Doors;

/// <summary>
/// The whole body of a request, as JSON: half a batch is none. It may come gzipped, once, and as lines (<c>application/x-ndjson</c>),
/// a read a line, with <c>epoch</c> and <c>batchId</c> in the query. The limit is of what comes out, so that a bomb ends with it.
/// </summary>
internal static class HttpBody
{
    internal const int Most = 4 * 1024 * 1024;

    private const int MostAtOnce = 256 * 1024;
    private const string Lines = "application/x-ndjson";

    internal static async Task<(ReadOnlyMemory<byte> Body, IResult? Refused)> Read(HttpContext http, CancellationToken ct)
    {
        var request = http.Request;
        var asLines = Is(request, Lines);
        if (request.ContentLength != 0 && !asLines && !request.HasJsonContentType()) return (default, OtherType($"application/json or {Lines}"));
        var (body, refused) = await Unpacked(request, ct);
        return refused is null && asLines ? (Joined(body, request.Query), null) : (body, refused);
    }

    /// <summary>As it is, of one media type.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Body, IResult? Refused)> Read(HttpContext http, string mediaType, CancellationToken ct)
        => Is(http.Request, mediaType) ? await Unpacked(http.Request, ct) : (default, OtherType(mediaType));

    private static async Task<(ReadOnlyMemory<byte> Body, IResult? Refused)> Unpacked(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Most) return (default, TooLarge());
        var encodings = string.Join(',', request.Headers.ContentEncoding.ToArray()).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (encodings.Length > 1) return (default, TooLarge());
        var gzipped = encodings is [{ } one] && one.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!gzipped && encodings is [{ } other] && !other.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return (default, Problems.Refuse(StatusCodes.Status415UnsupportedMediaType, "unsupported-encoding", "Send the body as it is, or gzipped."));

        try
        {
            await using var unpacked = gzipped ? new GZipStream(request.Body, CompressionMode.Decompress) : null;
            return await All(unpacked ?? request.Body, request.ContentLength, ct) is not { } body ? (default, TooLarge()) : (body, null);
        }
        catch (InvalidDataException)
        {
            return (default, Problems.Refuse(StatusCodes.Status400BadRequest, "malformed-encoding", "The body is no gzip."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, TooLarge());
        }
    }

    private static bool Is(HttpRequest request, string mediaType) => request.ContentType?.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Null where it is too much.</summary>
    private static async Task<ReadOnlyMemory<byte>?> All(Stream stream, long? length, CancellationToken ct)
    {
        // A length that was only announced takes no memory yet: whoever sends slowly would hold it for long.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(length ?? 16 * 1024, MostAtOnce) + 1);
        while (await stream.ReadAsync(buffer.GetMemory(), ct) is > 0 and var count)
        {
            buffer.Advance(count);
            if (buffer.WrittenCount > Most) return null;
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The n-th line is the n-th read, so that what is said of a read finds its line.</summary>
    private static ReadOnlyMemory<byte> Joined(ReadOnlyMemory<byte> lines, IQueryCollection query)
    {
        var json = new ArrayBufferWriter<byte>(lines.Length + 256);
        json.Write("{"u8);
        foreach (var name in (string[])["epoch", "batchId"])
        {
            if (query[name] is [{ } value]) json.Write(Encoding.UTF8.GetBytes($"\"{name}\":\"{System.Text.Json.JsonEncodedText.Encode(value)}\","));
        }

        json.Write("\"reads\":["u8);
        var first = true;
        foreach (var range in lines.Span.Split((byte)'\n'))
        {
            var line = lines.Span[range].Trim((byte)'\r');
            if (line.IsEmpty) continue;
            if (!first) json.Write(","u8);
            first = false;
            json.Write(line);
        }

        json.Write("]}"u8);
        return json.WrittenMemory;
    }

    private static IResult OtherType(string wanted) => Problems.Refuse(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", $"Send {wanted}.");

    private static IResult TooLarge()
        => Problems.Refuse(StatusCodes.Status413PayloadTooLarge, "too-large", $"A body has at most {Most} bytes, unpacked, and is packed once at most.");
}
