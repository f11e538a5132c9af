using EventAgents.Events;

namespace EventAgents.Commands.Tests;

public class StreamIdsTests
{
    [Fact]
    public void Names_make_ids_of_version_5_and_the_standard_variant()
    {
        var text = StreamIds.OfAccess("tenant", "ada").ToString();
        Assert.Equal('5', text[14]);
        Assert.Contains(text[19], "89ab");
    }

    /// <summary>Streams are found again by these ids, so they must never change.</summary>
    [Fact]
    public void Ids_stand_for_ever()
    {
        Assert.Equal(Guid.Parse("e7b63939-7037-5b69-8b8d-e08665365a43"), StreamIds.GuardSettings);
        Assert.Equal(Guid.Parse("ca03de65-18af-5a3d-8fc4-e74235f06781"), StreamIds.OfIssue("tenant", IssueSource.Github, "42"));
    }

    [Fact]
    public void Where_a_name_ends_matters() => Assert.NotEqual(StreamIds.OfAccess("a", "bc"), StreamIds.OfAccess("ab", "c"));

    [Fact]
    public void Tenant_source_and_external_id_make_the_issue_s_id() =>
        Assert.Equal(4, new[]
        {
            StreamIds.OfIssue("t1", IssueSource.Github, "42"),
            StreamIds.OfIssue("t2", IssueSource.Github, "42"),
            StreamIds.OfIssue("t1", IssueSource.Webhook, "42"),
            StreamIds.OfIssue("t1", IssueSource.Github, "43"),
        }.Distinct().Count());
}
