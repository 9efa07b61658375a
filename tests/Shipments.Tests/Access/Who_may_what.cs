using FluentAssertions;
using Google.Protobuf.Reflection;
using Xunit;

namespace Logistics.Shipments.Tests.Access;

/// <summary>Every route of the service, by every role of every party and of strangers, as <see cref="AccessTable"/> has it.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Who_may_what(RunningShipments running, PreparedShipment shared) : IClassFixture<PreparedShipment>
{
    /// <summary>What they decide is over and done with: each has a shipment of its own.</summary>
    private static readonly string[] Final = ["CancelShipment", "ReturnShipment", "DeclareLost", "AcceptTransportOrder", "RejectTransportOrder", "SettleHandover", "ResolveWorkItem"];

    private static readonly IReadOnlyList<MethodDescriptor> Methods = [.. V1.ShipmentsReflection.Descriptor.Services.SelectMany(service => service.Methods)];

    public static TheoryData<string> Routes => [.. Methods.Select(method => method.Name)];

    [Fact]
    public void Is_told_for_every_route_and_for_no_other() => AccessTable.Routes.Should().BeEquivalentTo(Methods.Select(method => method.Name));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task By_role_and_party(string route)
    {
        var shipment = Final.Contains(route) ? await A_shared_shipment.Prepared(running, moved: route != "CancelShipment") : await shared.Of(running);
        var call = new AnyCall(running.Calls, Methods.Single(method => method.Name == route));
        var wrong = new List<string>();
        foreach (var (role, party, meant) in AccessTable.Cells(route))
        {
            var answer = await call.Asked(Questions.About(shipment, route, party), A_shared_shipment.As(role, party), shipment.Id);
            if (answer != meant) wrong.Add($"{role} of {party}: {answer} and not {meant}");
        }

        wrong.Should().BeEmpty();
        (await call.Asked(Questions.About(shipment, route), null, shipment.Id)).Should().Be("unauthenticated");
        (await call.Asked(Questions.About(shipment, route), "a-token-that-is-none", shipment.Id)).Should().Be("unauthenticated");
    }
}

/// <summary>The one that most routes are asked about.</summary>
public sealed class PreparedShipment
{
    private Task<A_shared_shipment>? prepared;

    internal Task<A_shared_shipment> Of(RunningShipments running) => prepared ??= A_shared_shipment.Prepared(running);
}
