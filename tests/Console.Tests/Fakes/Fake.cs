using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Logistics.Console.Tests.Fakes;

internal static class Fake
{
    internal static RpcException Error(StatusCode status, string reason, string detail = "") =>
        new(new Status(status, detail), new Metadata { { "reason", reason } });
}

/// <summary>Who called what with which token; unknown tokens are refused, as every service does.</summary>
internal sealed class Doorman(Directory directory) : Interceptor
{
    internal List<(string Method, string Token)> Calls { get; } = [];

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Admit(context);
        return continuation(request, responseStream, context);
    }

    private void Admit(ServerCallContext context)
    {
        if (context.Method.Contains("TokenService", StringComparison.Ordinal)) return;
        var token = context.RequestHeaders.GetValue("authorization")?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "";
        if (!directory.Tokens.ContainsKey(token)) throw Fake.Error(StatusCode.Unauthenticated, "unauthenticated");
        lock (Calls) Calls.Add((context.Method, token));
    }
}
