using FluentAssertions;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

public sealed class DeadlinesAndCancellation(ConformanceServer server) : DotNetClient(server)
{
    [Fact]
    public async Task The_server_knows_the_deadline()
    {
        await Client.EchoAsync(new Item(), ObservedCall().WithDeadline(In(TimeSpan.FromSeconds(30))));
        (await Observed()).DeadlineSeconds.Should().BeInRange(20, 31);
    }

    [Fact]
    public async Task A_call_past_its_deadline_ends_on_both_sides()
    {
        var call = async () => await Client.HangAsync(new Item(), ObservedCall().WithDeadline(In(TimeSpan.FromSeconds(0.2))));
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        (await Observed()).Cancelled.Should().BeTrue();
    }

    [Fact]
    public async Task A_stream_past_its_deadline_ends_after_what_it_gave()
    {
        using var call = Client.HangStream(new Item { Number = 2 }, ObservedCall().WithDeadline(In(TimeSpan.FromSeconds(0.5))));
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        var next = async () => await call.ResponseStream.MoveNext();
        (await next.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.DeadlineExceeded);
        (await Observed()).Cancelled.Should().BeTrue();
    }

    [Fact]
    public async Task The_client_cancels_a_call()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
        var call = async () => await Client.HangAsync(new Item(), ObservedCall().WithCancellationToken(cancellation.Token));
        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Cancelled);
        (await Observed()).Cancelled.Should().BeTrue();
    }

    [Fact]
    public async Task The_client_drops_a_stream()
    {
        using (var call = Client.HangStream(new Item { Number = 1 }, ObservedCall()))
        {
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
        }

        (await Observed()).Cancelled.Should().BeTrue();
    }

    [Fact]
    public async Task The_server_cancels_a_stream()
    {
        using var call = Client.Count(new Item { Number = 1, Text = nameof(StatusCode.Cancelled) });
        (await call.ResponseStream.MoveNext()).Should().BeTrue();
        var next = async () => await call.ResponseStream.MoveNext();
        (await next.Should().ThrowAsync<RpcException>()).Which.Status.Should().Be(new Status(StatusCode.Cancelled, "as asked"));
        call.GetStatus().StatusCode.Should().Be(StatusCode.Cancelled);
    }
}
