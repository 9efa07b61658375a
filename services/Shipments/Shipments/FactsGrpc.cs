using Grpc.Core;
using Logistics.Hosting;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Streams;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Shipments.Shipments;

/// <content>What carriers and dispatchers observe.</content>
internal sealed partial class ShipmentsGrpc
{
    private const string ReportMethod = "/logistics.shipments.v1.ShipmentService/ReportStatus";

    [Authorize(Roles = Access.Reporters)]
    public override async Task<V1.ReportStatusResponse> ReportStatus(V1.ReportStatusRequest request, ServerCallContext context)
    {
        var report = await Checked(request, context);
        return Reported(await facts.Report(report.ShipmentId, report.Fact, report.Organisation, report.With, context.CancellationToken));
    }

    [Authorize(Roles = Access.Reporters)]
    public override async Task<V1.ReportStatusResponse> CorrectReport(V1.CorrectReportRequest request, ServerCallContext context)
    {
        var (organisation, now) = (context.Caller().Organisation, clock.GetCurrentInstant());
        return Reported(await facts.Correct(
            Check.Id(request.ShipmentId, "shipment_id"), Requests.Correction(request, organisation, now), organisation, now,
            context.Command(request.ReportId, request, scope: "report:"), context.CancellationToken));
    }

    /// <summary>The same report is the same, whether it comes alone or in bulk. People are encrypted once: that makes a key.</summary>
    private async Task<CheckedReport> Checked(V1.ReportStatusRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var organisation = context.Caller().Organisation;
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var saidBy = Check.OptionalText(request.SaidBy, "said_by", 200);
        var signedBy = Check.OptionalText(request.Proof?.SignedBy ?? "", "proof.signed_by", 200);
        var fact = Requests.Report(request, organisation, clock.GetCurrentInstant());
        var with = context.Command(request.ReportId, request, scope: "report:", method: ReportMethod);
        if (saidBy.Length + signedBy.Length == 0 || await streams.Repeated(with, ct) is not null) return new(id, fact, organisation, with);

        var evidence = fact.Evidence with { SaidBy = await Protect(saidBy, ct) };
        if (evidence.Proof is { } proof) evidence = evidence with { Proof = proof with { SignedBy = await Protect(signedBy, ct) } };
        return new(id, fact with { Evidence = evidence }, organisation, with);
    }

    private async Task<EventStore.ProtectedText?> Protect(string person, CancellationToken ct)
        => person.Length == 0 ? null : await people.Protect(Ids.New("psn"), person.Normalize(), ct);

    private static V1.ReportStatusResponse Reported(JointOutcome outcome)
        => outcome.Refused is { } refusal ? throw refusal.ToRpc() : new() { Position = outcome.Position };
}
