using FluentAssertions;
using Logistics.Tags.Watching;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Logistics.Tags.Tests.Watching;

public sealed class Saving_presence
{
    private static readonly TagWatch Unread = TagWatch.Of("never-read", default, "org-owner");

    /// <summary>The watch stopped over and over where the first tag of a step had never been read and another had.</summary>
    [Fact]
    public void Says_what_its_times_are_though_the_first_is_none()
    {
        using var batch = new NpgsqlBatch();

        PresenceRows.SaveWhole(batch, [Unread]);
        PresenceRows.SaveTails(batch, [Unread]);

        ((IEnumerable<NpgsqlBatchCommand>)batch.BatchCommands).SelectMany(command => command.Parameters).Where(parameter => parameter.Value is DateTime?[])
            .Should().HaveCount(5).And.OnlyContain(parameter => parameter.NpgsqlDbType == (NpgsqlDbType.Array | NpgsqlDbType.TimestampTz));
    }
}
