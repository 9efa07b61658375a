using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One message encoding: its name in <c>grpc-encoding</c> and the streams that write and read it.</summary>
public interface ICompressionProvider
{
    string EncodingName { get; }

    /// <summary>Must leave <paramref name="stream"/> open: the caller goes on with it.</summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    Stream CreateDecompressionStream(Stream stream);
}
