using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

[Collection(ConformanceCollection.Name)]
public sealed class TlsAndClientCertificates(ConformanceServer server)
{
    [Fact]
    public async Task A_server_of_a_trusted_authority_is_called() =>
        (await WhoAmI(server.TlsPort, server.Certificates.Authority)).Should().Be("nobody");

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_not_called() =>
        await Refused(() => WhoAmI(server.TlsPort, server.Certificates.OtherAuthority));

    [Fact]
    public async Task A_client_is_known_by_its_certificate() =>
        (await WhoAmI(server.ClientCertificatePort, server.Certificates.Authority, server.Certificates.Client)).Should().Be("carrier-17");

    [Fact]
    public async Task A_client_without_certificate_is_refused() =>
        await Refused(() => WhoAmI(server.ClientCertificatePort, server.Certificates.Authority));

    [Fact]
    public async Task A_client_with_a_foreign_certificate_is_refused() =>
        await Refused(() => WhoAmI(server.ClientCertificatePort, server.Certificates.Authority, server.Certificates.ForeignClient));

    [Fact]
    public async Task Call_credentials_travel_over_tls()
    {
        var token = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("echo", $"{context.MethodName} {new Uri(context.ServiceUrl).AbsolutePath}");
            return Task.CompletedTask;
        });
        using var channel = Open(server.TlsPort, server.Certificates.Authority, null, ChannelCredentials.Create(ChannelCredentials.SecureSsl, token));
        using var call = new ConformanceApi.ConformanceClient(channel).MirrorAsync(new Item());
        (await call.ResponseHeadersAsync).GetValue("echo").Should().Be("Mirror /logistics.conformance.v1.Conformance");
    }

    [Fact]
    public void Call_credentials_are_refused_over_an_open_channel()
    {
        var compose = () => ChannelCredentials.Create(
            ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, _) => Task.CompletedTask));
        compose.Should().Throw<ArgumentException>();
    }

    private static async Task Refused(Func<Task<string>> call) =>
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should()
            .BeOneOf(StatusCode.Unavailable, StatusCode.Internal);

    private static async Task<string> WhoAmI(int port, X509Certificate2 authority, X509Certificate2? own = null)
    {
        using var channel = Open(port, authority, own, ChannelCredentials.SecureSsl);
        return (await new ConformanceApi.ConformanceClient(channel).WhoAmIAsync(new Item())).Text;
    }

    private static GrpcChannel Open(int port, X509Certificate2 authority, X509Certificate2? own, ChannelCredentials credentials)
    {
        var tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
            ClientCertificates = own is null ? null : [own],
        };
        return GrpcChannel.ForAddress($"https://localhost:{port}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = tls },
            DisposeHttpClient = true,
            Credentials = credentials,
        });
    }
}
