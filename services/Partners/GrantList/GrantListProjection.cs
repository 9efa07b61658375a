using Logistics.EventStore;
using Logistics.Partners.Grants;
using Npgsql;

namespace Logistics.Partners.GrantList;

/// <summary>Grants by who gave and who received them. Row-level security shows an organisation those it is a side of.</summary>
internal sealed class GrantListProjection : Projection
{
    internal const string ProjectionName = "GrantList";

    public override string Name => ProjectionName;

    public override string Schema =>
        $"""
        create table grant_list (
          id text collate "C" primary key,
          ordinal bigint not null unique,
          giver text collate "C" not null,
          receiver text collate "C" not null,
          until timestamptz not null,
          given jsonb not null,
          revoked_at timestamptz
        );
        create index on grant_list (giver, ordinal);
        create index on grant_list (receiver, ordinal);
        {QueryRole.Sees("grant_list", "current_setting('hub.organisation', true) in (giver, receiver)")}
        """;

    public override IReadOnlyList<string> Tables => ["grant_list"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case GrantGiven given:
                batch.BatchCommands.Add(new("insert into grant_list (id, ordinal, giver, receiver, until, given) values ($1, $2, $3, $4, $5, $6::jsonb)")
                {
                    Parameters =
                    {
                        new() { Value = given.GrantId }, new() { Value = e.Position }, new() { Value = given.From }, new() { Value = given.To },
                        new() { Value = given.Until.ToDateTimeUtc() }, new() { Value = EventJson.Serialize(given) },
                    },
                });
                break;
            case GrantRevoked revoked:
                batch.BatchCommands.Add(new("update grant_list set revoked_at = $2 where id = $1")
                {
                    Parameters = { new() { Value = revoked.GrantId }, new() { Value = revoked.At.ToDateTimeUtc() } },
                });
                break;
        }
    }
}
