using EventAgents.Commands.Jobs;
using EventAgents.Events;
using static EventAgents.Commands.Tests.Jobs.JobFacts;

namespace EventAgents.Commands.Tests.Jobs;

public class JobCommandTests
{
    private static readonly ProduceArtifact Produce = new(JobId, Worker, Attempt: 1, Guid.Empty, ArtifactType.CodeChange, "fix") { Content = "text" };

    [Fact]
    public void A_job_is_created_once()
    {
        var create = new CreateJob(JobId, IssueId, "coder", Model: null, Priority: 5, Config: null);
        Given().When(create).Then(Created);
        Given(Created).When(create).ThenRefused("already-exists");
    }

    [Fact]
    public void Lines_of_a_log_are_kept_in_order() =>
        Given(Created, Started)
            .When(new LogJob(JobId, Worker, Attempt: 1, [new(JobLogLevel.Info, "one", null), new(JobLogLevel.Warn, "two", Times.Json("""{"n":2}"""))]))
            .Then(
                new JobLogged(JobId, IssueId, 1, JobLogLevel.Info, "one", Data: null),
                new JobLogged(JobId, IssueId, 1, JobLogLevel.Warn, "two", Times.Json("""{"n":2}""")));

    [Fact]
    public void An_artifact_is_kept() =>
        Given(Created, Started).When(Produce)
            .Then(new ArtifactProduced(JobId, IssueId, 1, Guid.Empty, ArtifactType.CodeChange, "fix", "text", FilePath: null, DiffPatch: null, Metadata: null));

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        Given().When(new StartJob(JobId, Worker, Lease)).ThenRefused("not-found");
        Given().When(new RenewLease(JobId, Worker, 1, Lease)).ThenRefused("not-found");
        Given().When(new ExpireLease(JobId, 1)).ThenRefused("not-found");
        Given().When(new CompleteJob(JobId, Worker, 1, Result: null)).ThenRefused("not-found");
        Given().When(new FailJob(JobId, Worker, 1, "error", 0)).ThenRefused("not-found");
        Given().When(new PauseJob(JobId, Reason: null)).ThenRefused("not-found");
        Given().When(new ResumeJob(JobId, Reason: null)).ThenRefused("not-found");
        Given().When(new CancelJob(JobId, Reason: null)).ThenRefused("not-found");
        Given().When(new CancelJobIfOpen(JobId, Reason: null)).ThenRefused("not-found");
        Given().When(new LogJob(JobId, Worker, 1, [new(JobLogLevel.Info, "one", null)])).ThenRefused("not-found");
        Given().When(Produce).ThenRefused("not-found");
    }

    [Theory]
    [InlineData(4.9, false)]
    [InlineData(5, true)]
    [InlineData(600, true)]
    [InlineData(600.1, false)]
    public void A_lease_lasts_5_to_600_seconds(double seconds, bool isValid)
    {
        var lease = TimeSpan.FromSeconds(seconds);
        Assert.Equal(isValid, !Validation.FaultsOf(new StartJob(JobId, Worker, lease)).Any());
        Assert.Equal(isValid, !Validation.FaultsOf(new RenewLease(JobId, Worker, 1, lease)).Any());
    }

    [Fact]
    public void A_report_names_its_worker_and_attempt()
    {
        Assert.Equal(["/attempt", "/workerId"], Validation.FaultsOf(new CompleteJob(JobId, "", Attempt: 0, Result: null)));
        Assert.Equal(["/attempt", "/error", "/jitter", "/workerId"], Validation.FaultsOf(new FailJob(JobId, new string('w', 101), Attempt: 0, "", Jitter: 1.5)));
    }

    [Fact]
    public void A_batch_of_log_lines_has_bounds()
    {
        var line = new LogJob.Line(JobLogLevel.Info, "line", null);
        Assert.Equal(["/lines"], Validation.FaultsOf(new LogJob(JobId, Worker, 1, [])));
        Assert.Equal(["/lines"], Validation.FaultsOf(new LogJob(JobId, Worker, 1, [.. Enumerable.Repeat(line, 101)])));
        Assert.Equal(
            ["/lines/1/data", "/lines/1/level", "/lines/1/message"],
            Validation.FaultsOf(new LogJob(JobId, Worker, 1, [line, new((JobLogLevel)9, new string('m', 10_001), Times.Json("1"))])));
    }

    [Fact]
    public void An_artifact_has_a_content_or_a_path_or_a_patch()
    {
        Assert.Empty(Validation.FaultsOf(Produce));
        Assert.Empty(Validation.FaultsOf(Produce with { Content = null, FilePath = "src/a.cs" }));
        Assert.Empty(Validation.FaultsOf(Produce with { Content = null, DiffPatch = "@@" }));
        Assert.Equal(["/content"], Validation.FaultsOf(Produce with { Content = null }));
        Assert.Equal(["/content"], Validation.FaultsOf(Produce with { FilePath = "src/a.cs" }));
        Assert.Equal(["/metadata", "/name", "/type"], Validation.FaultsOf(Produce with { Name = "", Type = (ArtifactType)9, Metadata = Times.Json("[]") }));
    }

    [Fact]
    public void A_new_job_has_bounds() =>
        Assert.Equal(
            ["/agentType", "/config", "/model", "/priority"],
            Validation.FaultsOf(new CreateJob(JobId, IssueId, "", "", Priority: 0, Times.Json("1"))));
}
