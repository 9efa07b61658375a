using System.Security.Cryptography;
using System.Text;

namespace Logistics.EventStore;

/// <summary>The ECDSA P-256 key that signs heads: a PEM file per database under <c>Hub:Keys</c>.</summary>
internal sealed class HeadKey(KeyFolder keys)
{
    private const string Purpose = "log-head";

    /// <summary>To sign with; made at first use.</summary>
    internal ECDsa ForSigning()
    {
        var pem = keys.ReadOrMake(Purpose, () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem());
        });
        return FromPem(Encoding.ASCII.GetString(pem));
    }

    /// <summary>To verify with: a PEM file of the caller's, else ours; null where there is neither.</summary>
    internal ECDsa? ForVerifying(string? pemFile)
    {
        if (pemFile is not null) return FromPem(File.ReadAllText(pemFile));
        return keys.Folder is not null && File.Exists(keys.PathOf(Purpose)) ? FromPem(File.ReadAllText(keys.PathOf(Purpose))) : null;
    }

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    private static ECDsa FromPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
