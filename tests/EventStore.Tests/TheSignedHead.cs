using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class TheSignedHead : IAsyncLifetime
{
    /// <summary>What somebody does who owns the database and knows how the chain is made, but has no key.</summary>
    private const string Recompute =
        """
        do $$
        declare e record; predecessor bytea;
        begin
          for e in select * from mt_events order by seq_id loop
            select decode(p.headers ->> 'hash', 'hex') into predecessor from mt_events p where p.stream_id = e.stream_id and p.version = e.version - 1;
            update mt_events set headers = jsonb_build_object('hash', encode(sha256(coalesce(predecessor, '') || convert_to(
              '{"data":' || format('{"parcel":"P1","to":"%s","weight":12.5}', e.data ->> 'to') || ',"id":"' || e.id || '","stream":"' || e.stream_id
              || '","timestamp":"' || to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '","type":"' || e.type
              || '","version":' || e.version || '}', 'UTF8')), 'hex')) where seq_id = e.seq_id;
          end loop;
        end $$
        """;

    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Open(await Store.FreshDatabase());
        await store.Append("parcel-A", 0, Store.Moved("Hamm"), Store.Moved("Unna"));
        await Sign();
        await store.Append("parcel-B", 0, Store.Moved("Olpe"));
        await store.Append("parcel-A", 2, Store.Moved("Hagen"));
        await Sign();
        await store.Append("parcel-B", 1, Store.Moved("Soest"));
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Vouches_for_an_untouched_log_and_its_later_events()
    {
        (await Verify()).Should().Be((0, "5 events, the chain holds, as signed in 2 heads up to position 4"));
        await Sign();
        (await Verify()).Should().Be((0, "5 events, the chain holds, as signed in 3 heads up to position 5"));
        (await Run("sign-head")).Should().Be((0, "Nothing was appended since the last signed head"));
        File.ReadAllLines(HeadFile).Should().HaveCount(3);
    }

    [Fact]
    public async Task Is_what_the_decision_says_it_is_and_anyone_can_check_it_with_the_public_key()
    {
        var line = JsonNode.Parse(File.ReadAllLines(HeadFile)[0])!.AsObject();
        var signature = Convert.FromBase64String((string)line["signature"]!);
        line.Remove("signature");
        line.Select(member => member.Key).Should().Equal("chainedFrom", "database", "key", "position", "root", "time");
        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(HeadFile.Replace(".jsonl", ".public.pem", StringComparison.Ordinal)));
        key.VerifyData(System.Text.Encoding.UTF8.GetBytes(line.ToJsonString()), signature, HashAlgorithmName.SHA256).Should().BeTrue();

        var root = new byte[32];
        for (var position = 1; position <= 2; position++)
        {
            var hash = Convert.FromHexString(await store.Scalar<string>($"select headers ->> 'hash' from mt_events where seq_id = {position}"));
            root = SHA256.HashData([.. root, .. hash]);
        }

        ((string)line["root"]!).Should().Be(Convert.ToHexStringLower(root));
        ((long)line["position"]!).Should().Be(2);
    }

    [Theory]
    [InlineData("update mt_events set data = jsonb_set(data, '{to}', '\"Werl\"') where seq_id = 3", "BROKEN at position 3,*hash does not fit*")]
    [InlineData("delete from mt_events where seq_id = 3", "BROKEN at position 4,*3 to 3 are missing*")]
    [InlineData("delete from mt_events where seq_id >= 4; update log_head set last_position = 3; delete from log_heads where position > 2",
        "BROKEN at position 4,*tail is missing*signed*")]
    [InlineData("update mt_events set data = jsonb_set(data, '{to}', '\"Werl\"') where seq_id = 3;" + Recompute, "BROKEN at position 3,*events 3 to 4*computed anew*")]
    [InlineData("update log_head set chained_from = 5", "BROKEN at position 1,*chain is said to begin after 5*")]
    [InlineData("update log_heads set line = replace(line, '\"position\":4', '\"position\":3')", "BROKEN*not signed by our key*")]
    [InlineData("delete from log_heads", "5 events, the chain holds, as signed in 2 heads up to position 4")]
    public async Task Shows_what_was_done_to_the_database(string tampering, string said)
    {
        await store.Execute(tampering);
        var (code, text) = await Verify();
        text.Should().Match(said);
        code.Should().Be(said.StartsWith("BROKEN", StringComparison.Ordinal) ? 1 : 0);
    }

    [Fact]
    public async Task Alone_shows_a_chain_computed_anew()
    {
        await store.Execute("update mt_events set data = jsonb_set(data, '{to}', '\"Werl\"') where seq_id = 3;" + Recompute);
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyLog(default)).FirstFault.Should().BeNull("the chain in itself holds: the test does what it says");
    }

    [Fact]
    public async Task Is_not_signed_over_a_log_that_lost_what_was_signed()
    {
        await store.Execute("delete from mt_events where seq_id >= 3; update log_head set last_position = 2; delete from log_heads where position > 2");
        await store.Append("parcel-C", 0, Store.Moved("Werl"));
        var sign = () => Sign();
        await sign.Should().ThrowAsync<InvalidOperationException>();
        File.ReadAllLines(HeadFile).Should().HaveCount(2);
    }

    [Fact]
    public async Task Needs_the_right_key()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(store.Keys, "other.pem");
        await File.WriteAllTextAsync(pem, other.ExportSubjectPublicKeyInfoPem());
        (await Run("verify-chain", "--key", pem)).Code.Should().Be(1);
        (await Run("verify-chain", "--key", HeadFile.Replace(".jsonl", ".public.pem", StringComparison.Ordinal), "--heads", HeadFile)).Code.Should().Be(0);
    }

    [Fact]
    public async Task Is_exported_again_when_the_file_was_lost()
    {
        var lines = File.ReadAllLines(HeadFile);
        File.Delete(HeadFile);
        await Run("sign-head");
        File.ReadAllLines(HeadFile).Should().HaveCount(3).And.StartWith(lines);
    }

    [Fact]
    public async Task Is_signed_by_the_running_service_in_its_time_and_once_for_all_processes()
    {
        var heads = Path.Combine(store.Keys, "other-heads");
        await using var running = await Store.Start(store.Connection, options =>
        {
            options.KeyFolder = store.Keys;
            options.HeadFolder = heads;
            options.HeadInterval = TimeSpan.FromMilliseconds(200);
        });
        await Store.Until(async () => await running.Scalar<long>("select count(*) from log_heads where position = 5") == 1, "the head of 5");
        await Store.Until(() => Task.FromResult(IsExported(5, heads)), "its export");
    }

    private static bool IsExported(long position, string folder) => Directory.Exists(folder)
        && Directory.GetFiles(folder, "*.jsonl").Any(file => File.ReadAllText(file).Contains($"\"position\":{position}"));

    private string HeadFile => Directory.GetFiles(Path.Combine(store.Keys, "heads"), "*.jsonl").Single();

    private async Task Sign() => await store.Services.GetRequiredService<HeadSigner>().Sign(default);

    private Task<(int? Code, string Text)> Verify() => Run("verify-chain");

    private async Task<(int? Code, string Text)> Run(params string[] command)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        return (await StoreCommands.Run(store.Services, command, output, default), output.ToString().Trim());
    }
}
