using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Logistics.Shipments.Tests.Access;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>Each route that changes something, called twice with one request: the answer is the same to the last byte, position and all.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Every_command_by_grpc(RunningShipments running)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static readonly IReadOnlyList<MethodDescriptor> Commands =
    [
        .. V1.ShipmentsReflection.Descriptor.Services.SelectMany(service => service.Methods)
            .Where(method => !method.Name.StartsWith("Get", StringComparison.Ordinal) && !method.Name.StartsWith("List", StringComparison.Ordinal)
                && !method.Name.StartsWith("Watch", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Names => [.. Commands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_answered_the_same_again(string name)
    {
        var shipment = await A_shared_shipment.Prepared(running, moved: name != "CancelShipment");
        var (role, party, _) = AccessTable.Cells(name).First(cell => cell.Answer == "ok");
        var request = Questions.About(shipment, name).ToByteArray();
        var command = Commands.Single(c => c.Name == name);
        var first = await Call(command, request, A_shared_shipment.As(role, party));
        (await Call(command, request, A_shared_shipment.As(role, party))).Should().Equal(first);
    }

    private async Task<byte[]> Call(MethodDescriptor command, byte[] request, string token)
    {
        var type = command.IsClientStreaming ? MethodType.DuplexStreaming : MethodType.Unary;
        var method = new Method<byte[], byte[]>(type, command.Service.FullName, command.Name, Bytes, Bytes);
        if (type == MethodType.Unary) return await running.Calls.AsyncUnaryCall(method, null, new(As(token)), request);
        using var call = running.Calls.AsyncDuplexStreamingCall(method, null, new(As(token)));
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(CancellationToken.None)).Should().BeTrue();
        return call.ResponseStream.Current;
    }
}
