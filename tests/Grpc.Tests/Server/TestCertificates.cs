using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Logistics.GrpcTests.Server;

/// <summary>A certificate authority made for one test run, and what it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    // The base library's clock: certificates must be valid now.
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public TestCertificates()
    {
        Authority = MakeAuthority("Test authority");
        OtherAuthority = MakeAuthority("Another authority");
        Server = Issue(Authority, "localhost", "1.3.6.1.5.5.7.3.1");
        Client = Issue(Authority, "carrier-17", "1.3.6.1.5.5.7.3.2");
        ForeignClient = Issue(OtherAuthority, "carrier-17", "1.3.6.1.5.5.7.3.2");
    }

    internal X509Certificate2 Authority { get; }

    internal X509Certificate2 OtherAuthority { get; }

    internal X509Certificate2 Server { get; }

    internal X509Certificate2 Client { get; }

    /// <summary>Same name as <see cref="Client"/>, of an authority that the server does not trust.</summary>
    internal X509Certificate2 ForeignClient { get; }

    internal X509ChainPolicy TrustsAuthority => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { Authority },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    public void Dispose()
    {
        foreach (var certificate in new[] { Authority, OtherAuthority, Server, Client, ForeignClient }) certificate.Dispose();
    }

    /// <summary>As PEM files, for clients that are no .NET program.</summary>
    internal void WriteTo(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "ca.pem"), Authority.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "other-ca.pem"), OtherAuthority.ExportCertificatePem());
        foreach (var (name, certificate) in new[] { ("client", Client), ("foreign", ForeignClient) })
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(folder, $"{name}.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
    }

    private static CertificateRequest Request(string name, ECDsa key) => new($"CN={name}", key, HashAlgorithmName.SHA256);

    private X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private X509Certificate2 Issue(X509Certificate2 authority, string name, string purpose)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}
