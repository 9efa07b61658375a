using FluentAssertions;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.ForeignClients;

/// <summary>The server against Debian's python3-grpcio, a client that shares no code with ours.</summary>
[Collection(ConformanceCollection.Name)]
[Trait("Needs", "Servers")]
public sealed class GrpcioConformance(PythonRun run) : IClassFixture<PythonRun>
{
    private static readonly string[] Names =
    [
        "unary", "client_streaming", "server_streaming", "bidirectional_streaming", "empty_streams",
        "deadline_reaches_the_server", "deadline_passes", "deadline_passes_in_a_stream",
        "client_cancels_unary", "client_cancels_stream", "server_cancels_stream",
        "metadata_and_trailers", "binary_metadata_and_trailers", "trailers_with_an_error",
        .. Enumerable.Range(0, 17).Select(code => $"status_{code}"), "status_detail_beyond_ascii", "unknown_method",
        "request_too_large", "response_too_large", "large_message_below_the_limit",
        "gzip_request", "gzip_response", "no_compression_unless_asked",
        "tls", "tls_unknown_authority", "client_certificate", "client_certificate_missing", "client_certificate_foreign",
        "health_check", "health_check_unknown_service", "health_watch", "health_watch_unknown_service",
        "reflection_lists_services", "reflection_file_by_name", "reflection_file_by_symbol", "reflection_extensions",
        "reflection_unknown_symbol", "reflection_v1alpha",
    ];

    public static TheoryData<string> Cases => [.. Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_passes(string name) => run.Outcome(name).Should().Be("passed");

    [Fact]
    public void The_script_ran_no_case_that_is_not_listed_here() => run.Cases.Should().BeSubsetOf(Names);
}
