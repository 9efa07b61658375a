using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class APersonsData : IAsyncLifetime
{
    private Store store = null!;

    public async Task InitializeAsync() => store = await Store.Open(await Store.FreshDatabase());

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Is_unreadable_in_the_log_and_revealed_to_us()
    {
        var text = await Data.Protect("person-1", "Käthe Müller", default);
        await store.Append("parcel-A", 0, new ParcelAddressed(new("A"), text));

        (await store.Scalar<string>("select data::text from mt_events")).Should().NotContain("Müller").And.Contain("person-1");
        var stored = (ParcelAddressed)(await store.Log.Load("parcel-A", 0, default))[0].Data;
        (await Data.Reveal(stored.Consignee, default)).Should().Be("Käthe Müller");
    }

    [Fact]
    public async Task Is_gone_once_erased_while_others_stay_and_the_chain_holds()
    {
        var one = await Data.Protect("person-1", "Käthe", default);
        var other = await Data.Protect("person-2", "Jan", default);
        await store.Append("parcel-A", 0, new ParcelAddressed(new("A"), one));

        await Data.Erase("person-1", default);

        (await Data.RevealAll([one, other], default)).Should().Equal(null, "Jan");
        (await store.Scalar<long>("select count(*) from log_personal_keys where person = 'person-1' and wrapped is not null")).Should().Be(0);
        (await store.Services.GetRequiredService<ChainVerifier>().VerifyLog(default)).FirstFault.Should().BeNull();
        var later = await Data.Protect("person-1", "Käthe again", default);
        (await Data.RevealAll([one, later], default)).Should().Equal(null, "Käthe again");
    }

    [Fact]
    public async Task Of_one_person_is_not_another_persons()
    {
        var one = await Data.Protect("person-1", "Käthe", default);
        var reveal = () => Data.Reveal(one with { Person = "person-2" }, default);
        await reveal.Should().ThrowAsync<CryptographicException>();
    }

    [Fact]
    public async Task Has_one_key_though_two_ask_at_once()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Data.Protect("person-1", $"{n}", default)));

        (await Data.RevealAll(texts, default)).Should().Equal(Enumerable.Range(0, 20).Select(n => $"{n}"));
        (await store.Scalar<long>("select count(*) from log_personal_keys")).Should().Be(1);
    }

    private PersonalData Data => store.Services.GetRequiredService<PersonalData>();
}
