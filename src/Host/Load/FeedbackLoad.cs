namespace EventAgents.Host.Load;

/// <summary>Ratings of jobs that the workers have finished, mostly good ones; where none waits, the list with its statistics is read.</summary>
internal sealed class FeedbackLoad(LoadTenant tenant) : ILoad
{
    private static readonly int[] Ratings = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1];
    private readonly Uri _address = new(tenant.Base, "feedback");

    public Task TakeAsync(LoadTurn turn)
    {
        if (!tenant.TryTakeFinished(out var jobId)) return tenant.Client.SendAsync(turn, "feedback list", HttpMethod.Get, _address);
        var rating = turn.Random.GetItems(Ratings, 1)[0];
        var outcome = rating switch { >= 4 => "solved", 3 => "partial", 2 => "not_solved", _ => "made_worse" };
        return tenant.Client.SendAsync(turn, "feedback submit", HttpMethod.Post, _address, new { jobId, rating, outcome, comment = "rated under load" });
    }
}
