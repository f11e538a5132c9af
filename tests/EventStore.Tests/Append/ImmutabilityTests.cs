using Npgsql;

namespace EventAgents.EventStore.Tests.Append;

public sealed class ImmutabilityTests
{
    [Theory]
    [InlineData("update events.mt_events set data = '{}'")]
    [InlineData("update events.mt_events set timestamp = now(), is_archived = true")]
    [InlineData("delete from events.mt_events")]
    [InlineData("truncate events.mt_events")]
    public async Task What_has_happened_cannot_be_changed(string sql)
    {
        await using var log = await TestLog.NewAsync(TestContext.Current.CancellationToken);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => log.ScalarAsync(sql));
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    [Fact]
    public async Task The_archive_flag_can_be_changed()
    {
        await using var log = await TestLog.NewAsync(TestContext.Current.CancellationToken);
        await log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));

        await log.ScalarAsync("update events.mt_events set is_archived = true");
        Assert.Equal(1L, await log.ScalarAsync("select count(*) from events.mt_events where is_archived"));
    }
}
