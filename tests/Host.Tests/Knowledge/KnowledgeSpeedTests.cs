using System.Diagnostics;

namespace EventAgents.Host.Tests.Knowledge;

/// <summary>Tests that measure times run by themselves, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public class KnowledgeSpeedTests(KnowledgeFixture host) : IClassFixture<KnowledgeFixture>
{
    private static readonly string[] Queries = ["retries", "checklist review", "databases lock", "e", "nothing has this", "guide on-call"];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ninety_nine_of_a_hundred_searches_take_less_than_50_ms()
    {
        await MeasureAsync(50);
        // Whatever else this machine does only adds, so the best of three rounds says most about the search.
        var rounds = new List<double>();
        for (var round = 0; round < 3 && rounds.All(p99 => p99 >= 50); round++) rounds.Add(await MeasureAsync(200));
        Assert.True(rounds.Min() < 50, $"p99 of each round: {string.Join(", ", rounds.Select(p99 => $"{p99:0.0} ms"))}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"p99 {rounds.Min():0.0} ms");
    }

    private async Task<double> MeasureAsync(int searches)
    {
        var times = new double[searches];
        for (var i = 0; i < searches; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await (await host.Ours.Member.GetAsync($"/api/v1/knowledge?q={Uri.EscapeDataString(Queries[i % Queries.Length])}", _cancellation)).ReadAsync();
            times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        return times.Order().ElementAt(searches * 99 / 100 - 1);
    }
}
