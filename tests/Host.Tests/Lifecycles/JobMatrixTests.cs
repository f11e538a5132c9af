using EventAgents.Host.Workers;

namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Job states × commands through HTTP; a lost lease comes from the clock.</summary>
public class JobMatrixTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly Work _work = new(host);

    [Fact]
    public async Task Every_command_in_every_state_does_what_the_table_says()
    {
        var matrix = new HttpMatrix(host.Ours.Admin, id => $"/api/v1/jobs/{id}");
        matrix.State("pending", PendingAsync);
        matrix.State("running", RunningAsync);
        matrix.State("paused", async () => await AfterAsync(await PendingAsync(), "pause"));
        matrix.State("completed", async () =>
        {
            var job = await RunningAsync();
            await (await _work.CompleteAsync(job)).ReadAsync();
            return job;
        });
        matrix.State("failed", async () =>
        {
            var job = await PendingAsync();
            await _work.ExhaustAsync(job);
            return job;
        });
        matrix.State("cancelled", async () => await AfterAsync(await RunningAsync(), "cancel"));

        matrix.Command("start", async job => await _work.ClaimAsync(job) is null ? null : new HttpResponseMessage());
        matrix.Command("complete", async job => await _work.CompleteAsync(job));
        matrix.Command("fail", async job => await _work.FailAsync(job));
        matrix.Command("expire", async _ =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(61));
            await host.Service<LeaseSweeper>().SweepAsync(TestContext.Current.CancellationToken);
            return null;
        });
        foreach (var command in new[] { "pause", "resume", "cancel" }) matrix.Command(command, async job => await _work.PostAsync($"jobs/{job}/{command}"));

        await matrix.MatchesAsync("""
                        start    complete       fail           expire   pause   resume   cancel
            pending     running  -              -              =        paused  -        cancelled
            running     =        completed      pending        pending  paused  -        cancelled
            paused      =        -              -              =        =       pending  cancelled
            completed   =        -              -              =        -       -        -
            failed      =        -              -              =        -       -        -
            cancelled   =        job-cancelled  job-cancelled  =        -       -        =
            """);
    }

    private async Task<Guid> PendingAsync() => (await _work.SubmitAsync()).JobId;

    private async Task<Guid> RunningAsync()
    {
        var job = await PendingAsync();
        Assert.Equal(1, await _work.ClaimAsync(job));
        return job;
    }

    private async Task<Guid> AfterAsync(Guid job, string command)
    {
        await (await _work.PostAsync($"jobs/{job}/{command}")).ReadAsync();
        return job;
    }
}
