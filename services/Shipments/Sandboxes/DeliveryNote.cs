using System.Security.Cryptography;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

/// <summary>
/// The paper that goes with a sample: a page that every reader of PDF shows. It comes with the program and is stored for no sample. Samples
/// name it by its hash: another paper is another file, beside this one.
/// </summary>
internal static class DeliveryNote
{
    public static readonly byte[] Content = Load();

    public static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content));

    public static DocumentAttached Attached(Instant now) => new(Sha256, "application/pdf", Content.Length, SampleFreight.Shipper, now);

    /// <summary>Null where the hash is of something else.</summary>
    public static byte[]? Named(string sha256) => sha256 == Sha256 ? Content : null;

    private static byte[] Load()
    {
        using var file = typeof(DeliveryNote).Assembly.GetManifestResourceStream("delivery-note.pdf")!;
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }
}
