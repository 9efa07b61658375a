using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Logistics.Hosting.Grpc;

namespace Logistics.Shipments.Tests.Access;

/// <summary>Any route called by its descriptor alone, and what came of it in a word.</summary>
internal sealed class AnyCall(CallInvoker hub, MethodDescriptor route)
{
    /// <summary>It was answered, with what was asked about in it.</summary>
    public const string Ok = "ok";

    /// <summary>It was answered, and what was asked about is not in it.</summary>
    public const string Nothing = "nothing";

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private Method<byte[], byte[]> Method => new(
        (route.IsClientStreaming, route.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (true, false) => MethodType.ClientStreaming,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.DuplexStreaming,
        },
        route.Service.FullName, route.Name, Bytes, Bytes);

    /// <param name="about">Id that an answer with anything in it has somewhere.</param>
    /// <returns><see cref="Ok"/>, <see cref="Nothing"/>, or the machine-readable reason of the refusal.</returns>
    public async Task<string> Asked(IMessage request, string? token, string about)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var options = new CallOptions(token is null ? [] : RunningShipments.As(token), cancellationToken: patience.Token);
        try
        {
            return await Answered(request.ToByteArray(), options, about);
        }
        catch (RpcException e)
        {
            var info = ErrorDetails.In(e) ?? throw new InvalidOperationException($"{route.FullName} answered {e.Status} without an ErrorInfo.");
            return (info.Domain, info.Reason) == (ErrorDetails.Domain, e.Trailers.GetValue("reason"))
                ? info.Reason
                : throw new InvalidOperationException($"{route.FullName}: the trailers say {e.Trailers.GetValue("reason")}, its ErrorInfo {info}.");
        }
    }

    private async Task<string> Answered(byte[] request, CallOptions options, string about)
    {
        switch (Method.Type)
        {
            case MethodType.Unary:
                using (var call = hub.AsyncUnaryCall(Method, null, options, request)) return Told(Parsed(await call), about);
            case MethodType.ServerStreaming:
                using (var call = hub.AsyncServerStreamingCall(Method, null, options, request)) return await Watched(call.ResponseStream, about, options.CancellationToken);
            case MethodType.DuplexStreaming:
                using (var call = hub.AsyncDuplexStreamingCall(Method, null, options))
                {
                    await Sent(call.RequestStream, request);
                    if (!await call.ResponseStream.MoveNext(options.CancellationToken)) throw new InvalidOperationException($"{route.FullName} answered nothing.");
                    return Text(Parsed(call.ResponseStream.Current), "reason") is { Length: > 0 } reason ? reason : Ok;
                }

            default: throw new NotSupportedException($"{route.FullName}: no route is {Method.Type} yet.");
        }
    }

    /// <summary>A call that is refused at once may end before it is written to: what is read then says why.</summary>
    private static async Task Sent(IClientStreamWriter<byte[]> requests, byte[] request)
    {
        try
        {
            await requests.WriteAsync(request);
            await requests.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task<string> Watched(IAsyncStreamReader<byte[]> changes, string about, CancellationToken ct)
    {
        while (await changes.MoveNext(ct))
        {
            var change = Parsed(changes.Current);
            if (Text(change, "caught_up") == "True") return Nothing;
            if (Told(change, about) == Ok) return Ok;
        }

        throw new InvalidOperationException($"{route.FullName} ended.");
    }

    private IMessage Parsed(byte[] answer) => route.OutputType.Parser.ParseFrom(answer);

    /// <summary>Only lists and feeds may have nothing in them.</summary>
    private string Told(IMessage answer, string about) =>
        !(route.Name.StartsWith("List", StringComparison.Ordinal) || route.IsServerStreaming) || answer.ToString()!.Contains(about, StringComparison.Ordinal) ? Ok : Nothing;

    private static string? Text(IMessage message, string field)
        => Convert.ToString(message.Descriptor.FindFieldByName(field)?.Accessor.GetValue(message), CultureInfo.InvariantCulture);
}
