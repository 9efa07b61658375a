namespace Grpc.Core;

/// <summary>Decides over a peer whose certificate chain is already found good.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);

/// <summary>The peer that a <see cref="VerifyPeerCallback"/> is asked about.</summary>
public class VerifyPeerContext(string targetName, string peerPem)
{
    public string TargetName { get; } = targetName ?? throw new ArgumentNullException(nameof(targetName));

    public string PeerPem { get; } = peerPem ?? throw new ArgumentNullException(nameof(peerPem));
}

/// <summary>A certificate chain and its private key, both PEM.</summary>
public sealed class KeyCertificatePair(string certificateChain, string privateKey)
{
    public string CertificateChain { get; } = certificateChain ?? throw new ArgumentNullException(nameof(certificateChain));

    public string PrivateKey { get; } = privateKey ?? throw new ArgumentNullException(nameof(privateKey));
}

/// <summary>
/// TLS. Grpc.Net.Client takes roots, client certificate and callback from its HttpHandler and refuses them here,
/// so with it only the form without arguments is of use.
/// </summary>
public sealed class SslCredentials(
    string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback) : ChannelCredentials
{
    public SslCredentials() : this(null, null, null)
    {
    }

    public SslCredentials(string? rootCertificates) : this(rootCertificates, null, null)
    {
    }

    public SslCredentials(string? rootCertificates, KeyCertificatePair? keyCertificatePair) : this(rootCertificates, keyCertificatePair, null)
    {
    }

    public string? RootCertificates { get; } = rootCertificates;

    public KeyCertificatePair? KeyCertificatePair { get; } = keyCertificatePair;

    internal override bool IsComposable => true;

    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
        configurator.SetSslCredentials(state, RootCertificates, KeyCertificatePair, verifyPeerCallback);
}
