using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Partners.Clients;
using Logistics.Partners.Devices;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Partners.Introspection;

/// <summary>
/// What each machine may do now, for introspection: clients by id, devices by the hash of their key or of the one before, while both are good. Revoking waits for this
/// projection, so that here a revoked credential is refused from the moment the revocation is answered.
/// </summary>
internal sealed class CurrentCredentials : Projection
{
    internal const string ProjectionName = "CurrentCredentials";
    internal const string Client = "client";
    internal const string Device = "device";

    public override string Name => ProjectionName;

    /// <summary>3: since when a key is good.</summary>
    public override int Version => 3;

    public override string Schema => """
        create table credentials (
          kind text not null,
          id text not null,
          organisation_id text not null,
          roles text[] not null,
          key_hash bytea,
          key_since timestamptz,
          former_key_hash bytea,
          former_key_until timestamptz,
          revoked boolean not null default false,
          primary key (kind, id)
        );
        create index credentials_key_hash on credentials (key_hash) where key_hash is not null;
        create index credentials_former_key_hash on credentials (former_key_hash) where former_key_hash is not null;
        """;

    public override IReadOnlyList<string> Tables => ["credentials"];

    public override void Apply(StoredEvent e, NpgsqlBatch batch)
    {
        switch (e.Data)
        {
            case ClientRegistered c: Register(batch, e, Client, c.ClientId, c.OrganisationId, c.Roles, null); break;
            case ClientRolesChanged c: Set(batch, "roles", Client, c.ClientId, c.Roles.ToArray()); break;
            case ClientRevoked c: Set(batch, "revoked", Client, c.ClientId, true); break;
            case DeviceRegistered d:
                Register(batch, e, Device, d.DeviceId, d.OrganisationId, [Roles.Gateway], Convert.FromHexString(d.KeyHash));
                break;
            case DeviceEnrolled d:
                Register(batch, e, Device, d.DeviceId, d.OrganisationId, [Roles.Gateway], Convert.FromHexString(d.KeyHash));
                break;
            case DeviceKeyReplaced d: Rekey(batch, e, d.DeviceId, d.KeyHash, null, null); break;
            case DeviceKeyRotated d: Rekey(batch, e, d.DeviceId, d.KeyHash, d.FormerKeyHash, d.FormerKeyUntil); break;
            case DeviceRevoked d: Set(batch, "revoked", Device, d.DeviceId, true); break;
        }
    }

    private static void Register(
        NpgsqlBatch batch, StoredEvent e, string kind, string id, string organisation, IReadOnlyList<string> roles, byte[]? keyHash)
        => batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into credentials (kind, id, organisation_id, roles, key_hash, key_since) values ($1, $2, $3, $4, $5, $6)
            on conflict (kind, id) do update set key_hash = excluded.key_hash, key_since = excluded.key_since, former_key_hash = null, former_key_until = null
            """)
        {
            Parameters =
            {
                new() { Value = kind },
                new() { Value = id },
                new() { Value = organisation },
                new() { Value = roles.ToArray() },
                new() { Value = (object?)keyHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = e.RecordedAt.ToDateTimeUtc() },
            },
        });

    private static void Rekey(NpgsqlBatch batch, StoredEvent e, string id, string keyHash, string? formerKeyHash, Instant? until)
        => batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "update credentials set key_hash = $2, former_key_hash = $3, former_key_until = $4, key_since = $5 where kind = 'device' and id = $1")
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = Convert.FromHexString(keyHash) },
                new() { Value = formerKeyHash is null ? DBNull.Value : Convert.FromHexString(formerKeyHash), NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = (object?)until?.ToDateTimeUtc() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = e.RecordedAt.ToDateTimeUtc() },
            },
        });

    private static void Set(NpgsqlBatch batch, string column, string kind, string id, object value)
        => batch.BatchCommands.Add(new NpgsqlBatchCommand($"update credentials set {column} = $3 where kind = $1 and id = $2")
        {
            Parameters = { new() { Value = kind }, new() { Value = id }, new() { Value = value } },
        });
}
