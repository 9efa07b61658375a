using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Documents_of_a_shipment(RunningShipments running)
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7 "u8, 1, 2, 3];

    [Fact]
    public async Task The_same_bytes_are_one_document_for_all_parties_and_nobody_else()
    {
        var story = await A_story.Begins(running);
        var info = await Upload(story.Id, Pdf, "sauerland");
        (info.MediaType, info.SizeBytes, info.UploadedBy).Should().Be(("application/pdf", Pdf.Length, Known.Carrier));
        (await Upload(story.Id, Pdf, "ruhr")).Should().Be(info);

        var get = new V1.GetDocumentRequest { ShipmentId = story.Id, Sha256 = info.Sha256 };
        (await running.Documents.GetDocumentAsync(get, As("shipper"))).Content.ToByteArray().Should().Equal(Pdf);
        await Refused.With(StatusCode.NotFound, "document-not-found", async () => await running.Documents.GetDocumentAsync(get, As("stranger")));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", () => Upload(story.Id, Pdf, "stranger"));
        (await running.Scalar<long>($"select count(*) from shipment_document where shipment_id = '{story.Id}'")).Should().Be(1);
    }

    [Fact]
    public async Task What_is_no_photo_or_paper_or_too_much_is_refused()
    {
        var story = await A_story.Begins(running, planned: false);
        await Refused.With(StatusCode.InvalidArgument, "document-type-unknown", () => Upload(story.Id, "<script>"u8.ToArray(), "shipper"));
        await Refused.With(StatusCode.InvalidArgument, "document-type-unknown", () => Upload(story.Id, [], "shipper"));
        await Refused.With(StatusCode.InvalidArgument, "document-too-large", () => Upload(story.Id, [.. Pdf, .. new byte[3 * 1024 * 1024]], "shipper"));
    }

    [Fact]
    public async Task A_row_that_is_deleted_erases_the_content_and_leaves_the_shipment_readable()
    {
        var story = await A_story.Begins(running, planned: false);
        var info = await Upload(story.Id, Pdf, "shipper");
        await running.Scalar<object>($"delete from shipment_document where shipment_id = '{story.Id}'");
        await Refused.With(StatusCode.NotFound, "document-not-found", async () => await running.Documents.GetDocumentAsync(
            new() { ShipmentId = story.Id, Sha256 = info.Sha256 }, As("shipper")));
        (await story.Becomes(s => s.Documents.Count == 1, "with its document's hash")).Documents[0].Should().Be(info);
    }

    private async Task<V1.DocumentInfo> Upload(string shipment, byte[] content, string who)
        => await running.Documents.UploadDocumentAsync(new() { ShipmentId = shipment, Content = ByteString.CopyFrom(content) }, As(who));
}
