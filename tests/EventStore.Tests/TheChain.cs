using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class TheChain : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, Store.Booked("A", "ümlaut \"quoted\" \\ \u0007 \u2028 🚚"), Store.Moved("Hamm", "A"));
        await store.Append("parcel-B", 0, Store.Booked("B"));
        await store.Append("parcel-A", 2, Store.Moved("Unna", "A"), Store.Moved("Olpe", "A"));
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Holds_for_what_was_appended()
    {
        (await Verifier.VerifyLog(default)).Should().Be(new ChainReport(5, null));
        (await Verifier.VerifyStream("parcel-A", default)).Should().Be(new ChainReport(4, null));
    }

    [Fact]
    public async Task Is_what_the_decision_says_it_is()
    {
        var e = (await store.Log.Load("parcel-B", 0, default))[0];
        var recorded = await store.Scalar<string>(
            """select to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from mt_events where seq_id = 3""");
        var canonical =
            $$"""{"data":{"bookedAt":"2026-05-03T10:20:30.000000Z","note":"","parcel":"B"},"id":"{{e.Id}}","stream":"parcel-B","timestamp":"{{recorded}}","type":"parcel-booked.v1","version":1}""";

        (await store.Scalar<string>("select headers ->> 'hash' from mt_events where seq_id = 3"))
            .Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
    }

    [Theory]
    [InlineData("update mt_events set data = jsonb_set(data, '{to}', '\"Hagen\"') where seq_id = 2", 2)]
    [InlineData("update mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 4", 4)]
    [InlineData("update mt_events set type = 'parcel-moved.v2' where seq_id = 5", 5)]
    [InlineData("update mt_events set id = gen_random_uuid() where seq_id = 3", 3)]
    [InlineData("update mt_events set headers = headers - 'hash' where seq_id = 1", 1)]
    [InlineData("delete from mt_events where seq_id = 2", 3)]
    [InlineData("delete from mt_streams where id = 'parcel-B'", 4)]
    [InlineData("delete from mt_events where seq_id = 5", 5)]
    [InlineData("update mt_events set stream_id = 'parcel-B', version = version - 1 where seq_id = 4", 4)]
    public async Task Names_the_first_bad_position(string tampering, long position)
    {
        await store.Execute(tampering);
        (await Verifier.VerifyLog(default)).FirstFault!.Position.Should().Be(position);
    }

    [Fact]
    public async Task Of_a_stream_shows_a_changed_link_and_a_cut_tail()
    {
        await store.Execute("delete from mt_events where seq_id = 5");
        (await Verifier.VerifyStream("parcel-A", default)).FirstFault!.Version.Should().Be(4);
        await store.Execute("update mt_events set data = '{}' where seq_id = 4");
        (await Verifier.VerifyStream("parcel-A", default)).FirstFault!.Position.Should().Be(4);
        (await Verifier.VerifyStream("parcel-B", default)).FirstFault.Should().BeNull();
    }

    private ChainVerifier Verifier => store.Services.GetRequiredService<ChainVerifier>();
}
