using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

/// <summary>Old and new code on one database at the same time.</summary>
[Trait("Needs", "Servers")]
public sealed class ARollOut
{
    private const string LaneOfVersion1 =
        """
        select at_position from log_append_v1(
          array[null::text], array[null::text], array[null::text], array[null::text], array[null::uuid], array[null::text], array[null::text], array[''],
          array[1], array['parcel-A'], array['parcel'], array[null::bigint], array[1],
          array[1], array[1], array[gen_random_uuid()], array['parcel-moved.v1'], array['{"parcel":"A","to":"Hamm","weight":1}'])
        """;

    private const string LaneOfVersion2 =
        """
        select written_after from log_append_v2(
          true, array[1], null, null, null, null, null, array[1], array['parcel-A'], array['parcel'], array[null::bigint], array[1],
          array[1], array[1], array[gen_random_uuid()], array['parcel-moved.v1'], array['{"parcel":"A","to":"Hamm","weight":1}'],
          null, null, null)
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Leaves_an_old_program_running_on_a_newer_schema()
    {
        var connection = await Store.FreshDatabase();
        await using (var newer = await Store.Open(connection))
        {
            await newer.Execute(
                """
                insert into log_migrations (name) values ('9000-of-next-year.sql');
                alter table log_followers add column later text not null default 'x';
                alter table log_idempotency add column later int; alter table log_inbox add column later int;
                alter table log_snapshots add column later int; alter table log_heads add column later int;
                alter table log_personal_keys add column later int; alter table log_skips add column later int;
                create function log_append_v9000() returns void language sql as 'select'
                """);
        }

        await using var old = await Store.Start(connection, store => store.AddProjection<ParcelCards>());
        var context = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d", Inbox = new("mover", Guid.NewGuid()) };
        var outcome = await old.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked("A")])], context, default);

        (await old.Progress.WaitFor("ParcelCards", ((AppendOutcome.Appended)outcome).Position, Soon, default)).Should().BeTrue();
        (await old.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked("A")])], context, default)).Should().BeOfType<AppendOutcome.Repeated>();
        (await old.Services.GetRequiredService<PersonalData>().Protect("psn-1", "Käthe", default)).Should().NotBeNull();
        (await old.Services.GetRequiredService<HeadSigner>().Sign(default))!.Position.Should().Be(1);
        (await old.Scalar<long>("select count(*) from log_migrations")).Should().Be(StoreSchema.Migrations().Count() + 1, "none is undone");
    }

    [Theory]
    [InlineData(LaneOfVersion1)]
    [InlineData(LaneOfVersion2)]
    public async Task Lets_code_of_a_version_before_append_beside_the_new(string old)
    {
        await using var store = await Store.Open(await Store.FreshDatabase());
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => n % 2 == 0
            ? store.Scalar<long>(old)
            : store.Append("parcel-A", null, Store.Moved("Unna", "A"))));

        var events = await store.Log.ReadLog(0, 100, default);
        events.Select(e => e.Position).Should().Equal(Enumerable.Range(1, 40).Select(n => (long)n));
        events.Select(e => e.Version).Should().Equal(Enumerable.Range(1, 40).Select(n => (long)n));
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyLog(default)).Should().Be(new ChainReport(40, null));
    }
}
