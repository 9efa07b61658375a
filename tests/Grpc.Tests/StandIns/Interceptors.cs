using FluentAssertions;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Logistics.Conformance.V1;
using Logistics.GrpcTests.DotNet;
using Logistics.GrpcTests.Server;

namespace Logistics.GrpcTests.StandIns;

public sealed class Interceptors(ConformanceServer server) : DotNetClient(server)
{
    private readonly List<string> seen = [];

    [Fact]
    public async Task The_first_interceptor_sees_every_kind_of_call_first()
    {
        var client = new ConformanceApi.ConformanceClient(Channel.Intercept(new Recorder("outer", seen), new Recorder("inner", seen)));
        client.Echo(new Item());
        await client.EchoAsync(new Item());
        using var sum = client.Sum();
        using var count = client.Count(new Item());
        using var talk = client.Talk();
        seen.Should().Equal(new[] { "Echo", "Echo", "Sum", "Count", "Talk" }.SelectMany(name => new[] { $"outer {name}", $"inner {name}" }));
    }

    [Fact]
    public async Task An_interceptor_adds_headers()
    {
        var client = new ConformanceApi.ConformanceClient(Channel.Intercept(headers =>
        {
            headers.Add("echo", "added");
            return headers;
        }));
        using var call = client.MirrorAsync(new Item());
        (await call.ResponseHeadersAsync).GetValue("echo").Should().Be("added");
    }

    [Fact]
    public async Task A_call_can_be_wrapped()
    {
        var client = new ConformanceApi.ConformanceClient(Channel.Intercept(new Doubler()));
        (await client.EchoAsync(new Item { Number = 21 })).Number.Should().Be(42);
    }

    [Fact]
    public async Task A_client_for_another_host_keeps_its_channel()
    {
        var client = Client.WithHost("hub.example");
        (await client.EchoAsync(new Item { Number = 3 })).Number.Should().Be(3);
    }

    [Fact]
    public void A_client_without_channel_says_so()
    {
        var call = () => new Double().Echo(new Item());
        call.Should().Throw<InvalidOperationException>().WithMessage("*Echo*without a channel*");
    }

    private sealed class Double : ConformanceApi.ConformanceClient;

    private sealed class Doubler : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var call = continuation(request, context);
            return new AsyncUnaryCall<TResponse>(
                Twice(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
        }

        private static async Task<TResponse> Twice<TResponse>(Task<TResponse> response)
        {
            var answer = await response;
            if (answer is Item item) item.Number *= 2;
            return answer;
        }
    }

    private sealed class Recorder(string name, List<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Seen(context));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Seen(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Seen(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Seen(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Seen(context));

        private ClientInterceptorContext<TRequest, TResponse> Seen<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            seen.Add($"{name} {context.Method.Name}");
            return context;
        }
    }
}
