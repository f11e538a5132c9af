using EventAgents.Commands.Jobs;
using EventAgents.EventStore;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests;

/// <summary>What the events say again is what they said: a read model built anew has the very rows of the live one.</summary>
public class RebuildTests(Product product) : IClassFixture<Product>
{
    private static readonly IProjection[] All = [.. ReadModels.Inline, .. ReadModels.Asynchronous, new JobQueueProjection()];

    private static Task? _work;  // once for all read models, since they share the database

    public static TheoryData<string> Names => [.. All.Select(projection => projection.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_rebuilt_read_model_equals_the_live_one(string name)
    {
        await (_work ??= new RandomWork(product).DoAsync(new Random(20_260_601)));
        await product.CatchUpAsync();
        var projection = All.Single(p => p.Name == name);
        foreach (var table in projection.Tables)
        {
            var live = await product.DumpAsync(table);
            Assert.NotEmpty(live);
            await product.RebuildAsync(name);
            Assert.Equal(live, await product.DumpAsync(table));
        }
    }
}
