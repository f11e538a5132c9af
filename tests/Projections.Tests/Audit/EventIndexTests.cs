using EventAgents.EventStore;
using EventAgents.Projections.Audit;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests.Audit;

/// <summary>What is found by the index is what a look at the whole log would find, however far the index is.</summary>
public class EventIndexTests(Product product) : IClassFixture<Product>
{
    private const string Checkpoint = "events.mt_event_progression where name = 'event_index:V2:All'";

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_search_finds_what_the_log_holds_whether_the_index_is_complete_behind_or_gone()
    {
        await new RandomWork(product).DoAsync(new Random(20_260_605));
        await product.SubmitAsync();
        await product.CatchUpAsync();
        var all = await product.Store.ReadAllAsync(EventFilter.All, cancellation: _cancellation).ToListAsync(_cancellation);
        var tenant = all.GroupBy(stored => stored.Stream.TenantId).MaxBy(group => group.Count())!.ToList();
        await CompareAsync(tenant);

        // An event that the index could not take is found all the same.
        var parked = tenant[tenant.Count / 2].Position;
        await product.ExecuteAsync($"delete from event_index where position = {parked}; insert into ops.parked_events (projection, seq_id, error) values ('event_index', {parked}, 'x')");
        await CompareAsync(tenant);

        // As it stands while it is behind, and while it is built: less and less of it is there.
        foreach (var last in new[] { tenant[^5].Position, tenant[tenant.Count / 3].Position, 0 })
        {
            await product.ExecuteAsync($"update {Checkpoint.Replace(" where", $" set last_seq_id = {last} where", StringComparison.Ordinal)}; delete from event_index where position > {last}");
            await CompareAsync(tenant);
        }
    }

    private async Task CompareAsync(List<StoredEvent> tenant)
    {
        var index = new EventIndex(product.Store, product.Database);
        var (id, middle, last) = (tenant[0].Stream.TenantId, tenant[tenant.Count / 2], tenant[^1]);
        var everything = new EventFilter { TenantId = id };
        EventFilter[] filters =
        [
            everything,
            everything with { Types = ["issue_submitted"] },
            everything with { Types = ["issue_submitted", "job_started", "no_such"] },
            everything with { UserName = middle.Metadata.UserName },
            everything with { UserName = "nobody" },
            everything with { CorrelationId = middle.Metadata.CorrelationId ?? "none" },
            everything with { Types = ["job_started", "job_created"], UserName = middle.Metadata.UserName },
            everything with { From = middle.Timestamp },
            everything with { Until = middle.Timestamp },
            everything with { From = tenant[tenant.Count / 4].Timestamp, Until = middle.Timestamp, Types = ["job_created"] },
            everything with { From = last.Timestamp.AddDays(1) },
            everything with { StreamType = "issue" },
            everything with { StreamType = "job", Types = ["job_started"] },
            everything with { StreamId = middle.Stream.Id },
        ];
        foreach (var filter in filters)
        {
            foreach (var direction in Enum.GetValues<ReadDirection>())
            {
                foreach (var (after, before) in new (long, long?)[] { (0, null), (tenant[2].Position, last.Position), (middle.Position, null), (0, middle.Position) })
                {
                    var expected = await product.Store.ReadAllAsync(filter, after, before, direction, _cancellation).Select(s => s.Position).ToListAsync(_cancellation);
                    var found = await index.ReadAsync(filter, after, before, direction, _cancellation).Select(s => s.Position).ToListAsync(_cancellation);
                    Assert.True(expected.SequenceEqual(found), $"{filter} {direction} ({after}, {before}): {expected.Count} expected, {found.Count} found");
                }
            }
        }
    }
}
