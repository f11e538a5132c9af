using EventAgents.Testing;
using Npgsql;

namespace EventAgents.EventStore.Tests;

public sealed class LostDatabaseTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_before_a_crash_is_there_after_it_and_the_log_goes_on_by_itself()
    {
        await using var server = await PostgresServer.StartAsync(fsync: true, _cancellation);
        await using var log = await TestLog.OpenAsync(await server.CreateDatabaseAsync(_cancellation), _cancellation);
        var acknowledged = new List<StreamKey>[8].Select(_ => new List<StreamKey>()).ToArray();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var callers = acknowledged.Select(own => Task.Run(() => AppendUntilAsync(log, own, stopping.Token))).ToArray();

        for (var crash = 0; crash < 3; crash++)
        {
            await UntilAsync(() => acknowledged.Sum(own => own.Count) > (crash + 1) * 200);
            await server.CrashAsync(_cancellation);
            await UntilAsync(() => log.Store.Status.IsDown);
            await server.RestartAsync(_cancellation);
            await UntilAsync(() => !log.Store.Status.IsDown);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(callers);
        await log.Store.Mark.CatchUpAsync(_cancellation);
        var stored = await log.ReadAllAsync();
        Assert.Empty(acknowledged.SelectMany(own => own).Except(stored.Select(e => e.Stream)));
        Assert.All(stored.GroupBy(e => e.Stream), stream => Assert.Equal([1L, 2L], stream.Select(e => e.Version)));
    }

    private static async Task AppendUntilAsync(TestLog log, List<StreamKey> acknowledged, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var stream = TestLog.NewStream();
            try
            {
                await log.AppendAsync(stream, 0, new Counted(1), new Counted(2));
                acknowledged.Add(stream);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);  // not acknowledged: it may be there or not, but whole
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 1_500; attempt++)
        {
            if (condition()) return;
            await Task.Delay(20);
        }

        Assert.Fail("It never came true.");
    }
}
