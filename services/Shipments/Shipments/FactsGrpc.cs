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
    [Authorize(Roles = Access.Reporters)]
    public override async Task<V1.ReportStatusResponse> ReportStatus(V1.ReportStatusRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var organisation = context.Caller().Organisation;
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var saidBy = Check.OptionalText(request.SaidBy, "said_by", 200);
        var signedBy = Check.OptionalText(request.Proof?.SignedBy ?? "", "proof.signed_by", 200);
        var report = Requests.Report(request, organisation, clock.GetCurrentInstant());
        var with = context.Command(request.ReportId, request, scope: "report:");
        if (await streams.Repeated(with, ct) is { Refused: null } known) return new() { Position = known.Position };

        var evidence = report.Evidence with { SaidBy = await Protect(saidBy, ct) };
        if (evidence.Proof is { } proof) evidence = evidence with { Proof = proof with { SignedBy = await Protect(signedBy, ct) } };
        return Reported(await facts.Report(id, report with { Evidence = evidence }, organisation, with, ct));
    }

    [Authorize(Roles = Access.Reporters)]
    public override async Task<V1.ReportStatusResponse> CorrectReport(V1.CorrectReportRequest request, ServerCallContext context)
    {
        var (organisation, now) = (context.Caller().Organisation, clock.GetCurrentInstant());
        return Reported(await facts.Correct(
            Check.Id(request.ShipmentId, "shipment_id"), Requests.Correction(request, organisation, now), organisation, now,
            context.Command(request.ReportId, request, scope: "report:"), context.CancellationToken));
    }

    private async Task<EventStore.ProtectedText?> Protect(string person, CancellationToken ct)
        => person.Length == 0 ? null : await people.Protect(Ids.New("psn"), person.Normalize(), ct);

    private static V1.ReportStatusResponse Reported(JointOutcome outcome)
        => outcome.Refused is { } refusal ? throw refusal.ToRpc() : new() { Position = outcome.Position };
}
