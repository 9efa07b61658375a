using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using MassTransit;

namespace Logistics.Shipments.Streams;

/// <summary>Who asks, why, and what makes it a repetition: from a gRPC call or from a message.</summary>
internal static class Commands
{
    /// <param name="scope">Keeps report ids and idempotency keys of one organisation apart.</param>
    /// <param name="answer">Given back to a repetition.</param>
    /// <param name="method">Where several methods take the same command: what it is known by.</param>
    public static CommandContext Command(this ServerCallContext call, string key, IMessage request, string? answer = null, string scope = "", string? method = null)
        => call.Unkeyed() with
        {
            IdempotencyKey = $"{call.Caller().Organisation}:{scope}{Check.Id(key, scope.Length == 0 ? "idempotency_key" : "report_id")}",
            RequestDigest = Digest(method ?? call.Method, request),
            Answer = answer,
        };

    /// <summary>For a command that is idempotent by nature.</summary>
    public static CommandContext Unkeyed(this ServerCallContext call) => new()
    {
        Actor = call.Caller().Actor,
        CorrelationId = Activity.Current?.TraceId.ToString(),
    };

    public static CommandContext Command(this ConsumeContext message, string consumer) => new()
    {
        Inbox = new(consumer, message.MessageId ?? throw new ArgumentException($"A message to {consumer} has no id.", nameof(message))),
        CorrelationId = Activity.Current?.TraceId.ToString(),
        CausationId = message.MessageId.ToString(),
        Actor = $"bus:{consumer}",
    };

    private static string Digest(string method, IMessage request)
        => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(method), .. request.ToByteArray()]));
}
