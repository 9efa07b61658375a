using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.Codes;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Tags.Tags;

/// <summary>Registering tags and putting them on handling units.</summary>
[Authorize(Access.Partners)]
internal sealed class TagsGrpc(Transactor transactor, ProjectionProgress progress, TagQuery tags, IClock clock) : TagService.TagServiceBase
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(5);

    public override async Task<V1.Tag> RegisterTag(RegisterTagRequest request, ServerCallContext context)
    {
        var (caller, id, kind) = (context.Caller(), Id(request.TagId), Mapping.Kind(request.Kind));
        return await Settled(
            id, caller,
            await transactor.Transact(
                Tag.Stream, id, tag => TagDecider.Register(tag, id, kind, caller.Organisation), new() { Actor = caller.Actor }, context.CancellationToken),
            context.CancellationToken);
    }

    public override async Task<V1.Tag> AttachTag(AttachTagRequest request, ServerCallContext context)
    {
        var (caller, id) = (context.Caller(), Id(request.TagId));
        if (!Sscc.IsValid(request.HandlingUnitId))
            throw Check.Invalid("handling_unit_id", "is no SSCC: 18 digits, the last one the check digit of the others.");
        var at = Check.EventTime(request.At, "at", clock.GetCurrentInstant());
        return await Settled(
            id, caller,
            await transactor.Transact(
                Tag.Stream, id, tag => Visible(tag, caller, () => TagDecider.Attach(tag, request.HandlingUnitId, at)), Command(caller, request.IdempotencyKey, request),
                context.CancellationToken),
            context.CancellationToken);
    }

    public override async Task<V1.Tag> DetachTag(DetachTagRequest request, ServerCallContext context)
    {
        var (caller, id) = (context.Caller(), Id(request.TagId));
        var at = Check.EventTime(request.At, "at", clock.GetCurrentInstant());
        return await Settled(
            id, caller,
            await transactor.Transact(
                Tag.Stream, id, tag => Visible(tag, caller, () => TagDecider.Detach(tag, at)), Command(caller, request.IdempotencyKey, request), context.CancellationToken),
            context.CancellationToken);
    }

    public override async Task<RetireTagResponse> RetireTag(RetireTagRequest request, ServerCallContext context)
    {
        var (caller, id) = (context.Caller(), Id(request.TagId));
        var at = Check.EventTime(request.At, "at", clock.GetCurrentInstant());
        var done = await transactor.Transact(
            Tag.Stream, id, tag => Visible(tag, caller, () => TagDecider.Retire(tag, at)), Command(caller, request.IdempotencyKey, request), context.CancellationToken);
        if (done.Refused is { } refusal) throw Hosting.Grpc.Refusals.ToRpcException(refusal, Refusals.Statuses);
        await progress.WaitFor(TagDirectory.ProjectionName, done.Position, CatchUp, context.CancellationToken);
        return new();
    }

    public override async Task<V1.Tag> GetTag(GetTagRequest request, ServerCallContext context)
        => await tags.Find(Id(request.TagId), context.Caller(), context.CancellationToken) ?? throw Hosting.Grpc.Refusals.NotFound("tag");

    public override async Task<ListTagsResponse> ListTags(ListTagsRequest request, ServerCallContext context)
    {
        var size = Check.PageSize(request.PageSize);
        var page = await tags.Page(PageToken.Read(request.PageToken), size, request.SilentOnly, context.Caller(), context.CancellationToken);
        var response = new ListTagsResponse { NextPageToken = page.Count == size ? PageToken.Of(page[^1].Id) : "" };
        response.Tags.AddRange(page);
        return response;
    }

    private async Task<V1.Tag> Settled(string id, Caller caller, Transacted<Tag> done, CancellationToken ct)
    {
        if (done.Refused is { } refusal) throw Hosting.Grpc.Refusals.ToRpcException(refusal, Refusals.Statuses);
        await progress.WaitFor(TagDirectory.ProjectionName, done.Position, CatchUp, ct);
        return await tags.Find(id, caller, ct) ?? throw Hosting.Grpc.Refusals.Of(StatusCode.Unavailable, "stale", "It is done, but cannot be shown yet.");
    }

    /// <summary>The tag of another organisation is one that is not there, but for those who operate the hub.</summary>
    private static Decision Visible(Tag tag, Caller caller, Func<Decision> decide) => tag.Owner is not null && (tag.Owner == caller.Organisation || Sight.OfAll(caller))
        ? decide()
        : Decision.Refuse(Refusals.TagUnknown, "There is no such tag.");

    private static CommandContext Command(Caller caller, string key, IMessage request) => new()
    {
        IdempotencyKey = key.Length == 0 ? null : $"{caller.Organisation}:{Check.Id(key, "idempotency_key", 200)}",
        RequestDigest = Convert.ToHexStringLower(SHA256.HashData(request.ToByteArray())),
        Actor = caller.Actor,
    };

    private static string Id(string text) => TagId.Parse(text, out var defect) is { } id
        ? id.Value
        : throw Check.Invalid("tag_id", "is no EPC (URN, Digital Link, element string or hex) and no device id.", defect!);
}
