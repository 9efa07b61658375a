using FluentAssertions;
using Grpc.Core;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.DotNet;

public sealed class CallKinds(ConformanceServer server) : DotNetClient(server)
{
    [Fact]
    public async Task A_unary_call_is_answered()
    {
        var item = new Item { Number = 7, Text = "Grüße" };
        (await Client.EchoAsync(item)).Should().Be(item);
    }

    [Fact]
    public void A_blocking_call_is_answered() => Client.Echo(new Item { Number = 8 }).Number.Should().Be(8);

    [Fact]
    public async Task A_client_stream_is_summed()
    {
        using var call = Client.Sum();
        foreach (var number in Enumerable.Range(1, 100)) await call.RequestStream.WriteAsync(new Item { Number = number });
        await call.RequestStream.CompleteAsync();
        (await call).Number.Should().Be(5050);
    }

    [Fact]
    public async Task A_server_stream_comes_in_order()
    {
        using var call = Client.Count(new Item { Number = 100 });
        var numbers = new List<long>();
        await foreach (var item in call.ResponseStream.ReadAllAsync()) numbers.Add(item.Number);
        numbers.Should().Equal(Enumerable.Range(1, 100).Select(number => (long)number));
        call.GetStatus().StatusCode.Should().Be(StatusCode.OK);
    }

    [Fact]
    public async Task A_conversation_goes_back_and_forth()
    {
        using var call = Client.Talk();
        for (var number = 0; number < 20; number++)
        {
            await call.RequestStream.WriteAsync(new Item { Number = number, Text = "hello" });
            (await call.ResponseStream.MoveNext()).Should().BeTrue();
            call.ResponseStream.Current.Should().Be(new Item { Number = number, Text = "heard hello" });
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).Should().BeFalse();
    }

    [Fact]
    public async Task Empty_streams_are_streams()
    {
        using var sum = Client.Sum();
        await sum.RequestStream.CompleteAsync();
        (await sum).Number.Should().Be(0);
        using var count = Client.Count(new Item());
        (await count.ResponseStream.MoveNext()).Should().BeFalse();
    }
}
