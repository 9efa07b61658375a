using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class TheSchema : IAsyncLifetime
{
    private Store store = null!;
    private string connection = null!;

    public async Task InitializeAsync() => store = await Store.Open(connection = await Store.FreshDatabase(), store => store.AddProjection<ParcelCards>());

    public async Task DisposeAsync() => await store.DisposeAsync();

    [Theory]
    [InlineData("mt_streams",
        "id character varying not null|type character varying|version bigint|timestamp timestamp with time zone not null|created timestamp with time zone not null"
        + "|tenant_id character varying default '*DEFAULT*'::character varying|is_archived boolean default false")]
    [InlineData("mt_events",
        "seq_id bigint not null|id uuid not null|stream_id character varying|version bigint not null|data jsonb not null|bdata bytea"
        + "|type character varying(500) not null|timestamp timestamp with time zone not null|tenant_id character varying default '*DEFAULT*'::character varying"
        + "|mt_dotnet_type character varying|correlation_id character varying|causation_id character varying|headers jsonb|is_archived boolean default false")]
    [InlineData("mt_event_progression",
        "name character varying not null|last_seq_id bigint|last_updated timestamp with time zone default transaction_timestamp()")]
    [InlineData("mt_doc_parcelcard",
        "id character varying not null|data jsonb not null|mt_last_modified timestamp with time zone default transaction_timestamp()"
        + "|mt_dotnet_type character varying|mt_version bigint not null default 0")]
    public async Task Has_Martens_columns(string table, string columns)
    {
        var found = await store.Scalar<string>(
            $"""
            select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
              || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), '|' order by a.attnum)
            from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped
            """);
        found.Replace("CURRENT_TIMESTAMP", "transaction_timestamp()").Should().Be(columns);
    }

    [Theory]
    [InlineData("mt_streams", "pkey_mt_streams_id PRIMARY KEY (id)")]
    [InlineData("mt_events", "fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE|pkey_mt_events_seq_id PRIMARY KEY (seq_id)")]
    [InlineData("mt_event_progression", "pk_mt_event_progression PRIMARY KEY (name)")]
    [InlineData("mt_doc_parcelcard", "pkey_mt_doc_parcelcard_id PRIMARY KEY (id)")]
    public async Task Has_Martens_constraints(string table, string constraints)
        => (await store.Scalar<string>(
            $"select string_agg(conname || ' ' || pg_get_constraintdef(oid), '|' order by conname) from pg_constraint where conrelid = '{table}'::regclass"))
            .Should().Be(constraints);

    [Fact]
    public async Task Has_Martens_index_and_sequence()
    {
        (await store.Scalar<string>("select indexdef from pg_indexes where indexname = 'pk_mt_events_stream_and_version'"))
            .Should().Be("CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (stream_id, version)");
        (await store.Scalar<long>("select seqcache from pg_sequence where seqrelid = 'mt_events_sequence'::regclass")).Should().Be(1);
        (await store.Scalar<string>("select pg_get_serial_sequence('mt_events', 'seq_id')")).Should().Be("public.mt_events_sequence");
    }

    [Fact]
    public async Task Is_made_once_though_many_start_at_once()
    {
        var fresh = await Store.FreshDatabase();
        var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Store.Open(fresh, store => store.AddProjection<ParcelCards>())));
        (await stores[0].Scalar<long>("select count(*) from log_migrations")).Should().Be(StoreSchema.Migrations().Count());
        foreach (var one in stores) await one.DisposeAsync();
    }

    [Fact]
    public async Task Forgets_old_keys_and_messages()
    {
        var old = new CommandContext { IdempotencyKey = "old", Inbox = new("c", Guid.NewGuid()) };
        var recent = new CommandContext { IdempotencyKey = "recent", Inbox = new("c", Guid.NewGuid()) };
        foreach (var context in new[] { old, recent }) await store.Log.Append([], context, default);
        await store.Execute(
            "update log_idempotency set recorded_at = now() - interval '31 days' where key = 'old';"
            + $"update log_inbox set recorded_at = now() - interval '31 days' where message_id = '{old.Inbox!.MessageId}'");

        (await ActivatorUtilities.CreateInstance<Retention>(store.Services).Sweep(default)).Should().Be(2);
        (await store.Log.FindRepetition(old, default)).Should().BeNull();
        (await store.Log.FindRepetition(recent, default)).Should().NotBeNull();
    }

    [Fact]
    public void Says_which_setting_is_missing()
    {
        var open = () => StoreConnection.Parse(" ");
        open.Should().Throw<ArgumentException>().WithMessage("*Hub:Postgres*");
        new NpgsqlConnectionStringBuilder(connection).Database.Should().StartWith("eventstore");
    }
}
