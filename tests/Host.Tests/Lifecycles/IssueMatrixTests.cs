namespace EventAgents.Host.Tests.Lifecycles;

/// <summary>Issue states × commands through HTTP. No caller sees a pending issue: it is queued in the transaction that submits it.</summary>
public class IssueMatrixTests(HostFixture host) : IClassFixture<HostFixture>
{
    private readonly Work _work = new(host);
    private readonly Dictionary<Guid, Guid> _jobs = [];

    [Fact]
    public async Task Every_command_in_every_state_does_what_the_table_says()
    {
        var matrix = new HttpMatrix(host.Ours.Admin, id => $"/api/v1/issues/{id}");
        matrix.State("queued", () => SubmitAsync());
        matrix.State("processing", () => StartAsync());
        matrix.State("review", async () => await CompleteAsync(await StartAsync(review: true)));
        matrix.State("completed", async () => await CompleteAsync(await StartAsync()));
        matrix.State("failed", async () =>
        {
            var issue = await SubmitAsync();
            await _work.ExhaustAsync(_jobs[issue]);
            return issue;
        });
        matrix.State("cancelled", async () =>
        {
            var issue = await StartAsync();
            await (await _work.PostAsync($"issues/{issue}/cancel")).ReadAsync();
            return issue;
        });

        matrix.Command("start", async issue => await _work.ClaimAsync(_jobs[issue]) is null ? null : new HttpResponseMessage());
        matrix.Command("complete", async issue => await _work.CompleteAsync(_jobs[issue]));
        matrix.Command("fail", async issue => await _work.FailAsync(_jobs[issue]));
        foreach (var command in new[] { "cancel", "retry", "approve" }) matrix.Command(command, async issue => await _work.PostAsync($"issues/{issue}/{command}"));
        matrix.Command("rework", async issue =>
            await host.Ours.Member.PostAsJsonAsync($"/api/v1/issues/{issue}/rework", new { reason = "the tests are missing" }, TestContext.Current.CancellationToken));

        // A worker's report is refused by its job, which tells what state that is in; one failed attempt of three leaves the issue as it is.
        await matrix.MatchesAsync("""
                         start       complete            fail           cancel     retry   approve    rework
            queued       processing  -                   -              cancelled  -       -          -
            processing   =           completed           =              cancelled  queued  -          -
            review       =           -                   -              cancelled  -       completed  queued
            completed    =           -                   -              -          -       -          -
            failed       =           -                   -              -          queued  -          -
            cancelled    =           job-cancelled       job-cancelled  =          -       -          -
            """);
    }

    private async Task<Guid> SubmitAsync(bool review = false)
    {
        var (issue, job) = await _work.SubmitAsync(review);
        _jobs[issue] = job;
        return issue;
    }

    private async Task<Guid> StartAsync(bool review = false)
    {
        var issue = await SubmitAsync(review);
        Assert.Equal(1, await _work.ClaimAsync(_jobs[issue]));
        return issue;
    }

    private async Task<Guid> CompleteAsync(Guid issue)
    {
        await (await _work.CompleteAsync(_jobs[issue])).ReadAsync();
        return issue;
    }
}
