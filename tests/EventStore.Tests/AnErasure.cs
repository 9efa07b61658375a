using FluentAssertions;
using Logistics.Specs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class AnErasure : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private Store store = null!;

    public async Task InitializeAsync()
    {
        store = await Store.Start(await Store.FreshDatabase(), store => store.AddProjection<ParcelConsignees>());
        await store.Append("parcel-A", 0, new ParcelAddressed(new("A"), await Data.Protect("psn-1", "Käthe Müller", default)));
        await store.Append("parcel-B", 0, new ParcelAddressed(new("B"), await Data.Protect("psn-2", "Jan Müller", default)));
        await Shown(await store.Append("parcel-C", 0, new ParcelAddressed(new("C"), await Data.Protect("psn-1", "Käthe Müller", default))));
        (await Found("müller")).Should().Be(3);
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Reaches_projections_that_keep_revealed_names_and_their_search()
    {
        await Shown(await Data.Erase("psn-1", default));

        (await Found("müller")).Should().Be(1);
        (await Found("käthe")).Should().Be(0);
        (await store.Scalar<long>("select count(*) from parcel_consignees where person = 'psn-1' and name is null")).Should().Be(2);
    }

    [Fact]
    public async Task Leaves_a_rebuild_the_same_as_the_live_projection()
    {
        await Shown(await Data.Erase("psn-1", default));
        await Shown(await store.Append("parcel-A", 1, new ParcelAddressed(new("A"), await Data.Protect("psn-1", "K. M.", default))));
        var rebuilder = store.Services.GetRequiredService<ProjectionRebuilder>();

        (await rebuilder.Verify("ParcelConsignees", default)).Should().BeEmpty();
        await rebuilder.Rebuild("ParcelConsignees", default);
        (await store.Scalar<string>("select string_agg(parcel || ' ' || coalesce(name, '-'), ', ' order by parcel) from parcel_consignees"))
            .Should().Be("A K. M., B Jan Müller, C -");
    }

    [Fact]
    public async Task That_was_cut_short_is_told_later_once()
    {
        await store.Execute("update log_personal_keys set wrapped = null, erased_at = now() where person = 'psn-1'");
        for (var again = 1; again <= 2; again++) await Data.AnnounceErasures(default);

        (await store.Log.Head(default)).Should().Be(4);
        await Shown(4);
        (await Found("käthe")).Should().Be(0);
    }

    [Fact]
    public async Task Again_or_of_nobody_tells_nothing()
    {
        (await Data.Erase("psn-1", default)).Should().Be(4);
        (await Data.Erase("psn-1", default)).Should().Be(0);
        (await Data.Erase("psn-9", default)).Should().Be(0);
        (await store.Log.Head(default)).Should().Be(4);
    }

    [Fact]
    public async Task Leaves_no_name_in_the_database()
    {
        await Shown(await Data.Erase("psn-1", default));
        await store.Services.GetRequiredService<ProjectionRebuilder>().Rebuild("ParcelConsignees", default);

        foreach (var table in new[] { "mt_events", "mt_streams", "parcel_consignees", "log_personal_keys", "log_snapshots", "log_followers" })
            (await store.Scalar<long>($"select count(*) from {table} t where t::text ilike '%käthe%'")).Should().Be(0, table);
    }

    [Fact]
    public void Is_stored_as_approved() => ApprovedJson.Check("person-erased.v1", new PersonErased("psn-1"));

    private PersonalData Data => store.Services.GetRequiredService<PersonalData>();

    private Task<long> Found(string word) => store.Scalar<long>($"select count(*) from parcel_consignees where words @@ to_tsquery('simple', '{word}')");

    private async Task Shown(long position) => (await store.Progress.WaitFor("ParcelConsignees", position, Soon, default)).Should().BeTrue();

    /// <summary>Reveals names to make them searchable, and drops them when their owner is erased.</summary>
    private sealed class ParcelConsignees(PersonalData people) : Projection
    {
        public override string Name => "ParcelConsignees";

        public override string Schema =>
            """
            create table parcel_consignees (
              parcel text primary key, person text not null, name text,
              words tsvector generated always as (to_tsvector('simple', coalesce(name, ''))) stored);
            create index parcel_consignees_words on parcel_consignees using gin (words);
            """;

        public override IReadOnlyList<string> Tables => ["parcel_consignees"];

        public override void Apply(StoredEvent e, NpgsqlBatch batch)
        {
            if (e.Data is PersonErased { Person: var person })
                batch.BatchCommands.Add(Command("update parcel_consignees set name = null where person = $1", person));
        }

        protected internal override async Task Stage(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken ct)
        {
            var addressed = page.Select(e => e.Data).OfType<ParcelAddressed>().ToList();
            var names = new Queue<string?>(await people.RevealAll([.. addressed.Select(e => e.Consignee)], ct));
            foreach (var e in page)
            {
                if (e.Data is ParcelAddressed { Parcel.Value: var parcel, Consignee: var consignee })
                    batch.BatchCommands.Add(Command(
                        "insert into parcel_consignees values ($1, $2, $3) on conflict (parcel) do update set person = $2, name = $3",
                        parcel, consignee.Person, names.Dequeue()));
                else Apply(e, batch);
            }
        }

        private static NpgsqlBatchCommand Command(string sql, params string?[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = value });
            return command;
        }
    }
}
