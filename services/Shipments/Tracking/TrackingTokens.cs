using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Logistics.Hosting;

namespace Logistics.Shipments.Tracking;

/// <summary>
/// Tokens of tracking links: 256 bits that only the holder of our key can make, the same for the same command. So a repeated
/// command gets its token again though it is stored nowhere.
/// </summary>
internal sealed class TrackingTokens(IConfiguration configuration)
{
    private const int KeyLength = 32;

    private readonly Lazy<byte[]> key = new(() => Key(configuration.Required("Hub:Keys")));

    public string For(string scopedIdempotencyKey, string shipmentId)
        => Base64Url.EncodeToString(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"tracking\n{scopedIdempotencyKey}\n{shipmentId}")));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Two processes may start at once: both write, one moves its file into place, both read that one.</summary>
    private static byte[] Key(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "shipments-tracking.key");
        if (!File.Exists(path))
        {
            var own = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(own, options)) file.Write(RandomNumberGenerator.GetBytes(KeyLength));
            try
            {
                File.Move(own, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(own);
            }
        }

        var read = File.ReadAllBytes(path);
        return read.Length == KeyLength ? read : throw new InvalidOperationException($"{path} is no key of {KeyLength} bytes.");
    }
}
