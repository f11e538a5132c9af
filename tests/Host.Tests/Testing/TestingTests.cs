using EventAgents.Testing;

namespace EventAgents.Host.Tests.Testing;

public class TestingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_fixture_gives_an_empty_database()
    {
        await using var count = postgres.DataSource.CreateCommand("select count(*) from information_schema.tables where table_schema = 'public'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_each_period_that_passes()
    {
        var clock = new FakeTimeProvider();
        var fired = new List<DateTimeOffset>();
        var start = clock.GetUtcNow();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([start.AddSeconds(1), start.AddSeconds(3), start.AddSeconds(5)], fired);
    }
}
