using EventAgents.Commands.Jobs;
using EventAgents.EventStore;
using EventAgents.Testing;

namespace EventAgents.Projections.Tests;

/// <summary>A replay finds what is wrong in any read model, and nothing where nothing is.</summary>
public class ReplayTests(Product product) : IClassFixture<Product>
{
    private static readonly IProjection[] All = [.. ReadModels.Inline, .. ReadModels.Asynchronous, new JobQueueProjection()];

    private static Task? _work;  // once for all read models, since they share the database

    public static TheoryData<string> Names => [.. All.Select(projection => projection.Name)];

    public static TheoryData<string, string> Tables => [.. All.SelectMany(projection => projection.Tables.Select(table => (projection.Name, table)))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_honest_read_model_is_what_the_log_says(string name)
    {
        await WorkAsync();
        var result = await product.ReplayAsync(new ReplayScope(name));
        Assert.True(result.IsEqual, $"{result.Missing} missing, {result.Extra} extra, {result.Changed} changed");
        Assert.Equal(await product.CountAsync(All.Single(p => p.Name == name).Tables), result.Compared);
        Assert.Empty(result.Different);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_row_changed_by_hand_is_named_with_its_column(string name, string table)
    {
        await WorkAsync();
        var column = await product.ChangeOneAsync(table);
        try
        {
            var result = await product.ReplayAsync(new ReplayScope(name));
            Assert.Equal((0, 0, 1), (result.Missing, result.Extra, result.Changed));
            var row = Assert.Single(result.Different);
            Assert.Equal((table, RowDifferenceKind.Changed), (row.Table, row.Kind));
            Assert.Equal([column], row.Columns);
            Assert.Contains("tenant_id", row.Key.Keys);
        }
        finally
        {
            await product.RebuildAsync(name);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_row_that_was_deleted_is_missing(string name, string table)
    {
        await WorkAsync();
        Assert.Equal(1, await product.ExecuteAsync($"delete from {table} where ctid = (select min(ctid) from {table})"));
        try
        {
            var result = await product.ReplayAsync(new ReplayScope(name));
            Assert.Equal((1, 0, 0), (result.Missing, result.Extra, result.Changed));
            Assert.Equal((table, RowDifferenceKind.Missing), (result.Different[0].Table, result.Different[0].Kind));
        }
        finally
        {
            await product.RebuildAsync(name);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_row_that_was_added_is_extra(string name, string table)
    {
        await WorkAsync();
        await product.AddOneAsync(table);
        try
        {
            var result = await product.ReplayAsync(new ReplayScope(name));
            Assert.Equal((0, 1, 0), (result.Missing, result.Extra, result.Changed));
            Assert.Equal((table, RowDifferenceKind.Extra), (result.Different[0].Table, result.Different[0].Kind));
        }
        finally
        {
            await product.RebuildAsync(name);
        }
    }

    [Theory]
    [InlineData("issue_summary", "issue_priority_changed", RowDifferenceKind.Changed, "priority")]
    [InlineData("job_summary", "job_completed", RowDifferenceKind.Changed, "status")]
    [InlineData("job_log", "job_logged", RowDifferenceKind.Extra, null)]
    [InlineData("job_artifact", "artifact_produced", RowDifferenceKind.Extra, null)]
    [InlineData("job_queue", "job_cancelled", RowDifferenceKind.Missing, null)]
    [InlineData("session_summary", "session_metadata_changed", RowDifferenceKind.Changed, "metadata")]
    [InlineData("feedback", "feedback_revised", RowDifferenceKind.Changed, "rating")]
    [InlineData("improvement_board", "improvement_analyzed", RowDifferenceKind.Changed, "updated_at")]
    [InlineData("accounts", "api_key_created", RowDifferenceKind.Extra, null)]
    [InlineData("knowledge_artifact", "knowledge_artifact_used", RowDifferenceKind.Changed, "usage_count")]
    [InlineData("legal_hold", "legal_hold_placed", RowDifferenceKind.Extra, null)]
    [InlineData("llm_calls", "llm_call_completed", RowDifferenceKind.Changed, "outcome")]
    [InlineData("event_index", "job_logged", RowDifferenceKind.Extra, null)]
    [InlineData("audit_log", "llm_call_completed", RowDifferenceKind.Changed, "outcome")]
    public async Task A_projection_that_overlooks_an_event_is_found(string name, string eventType, RowDifferenceKind kind, string? column)
    {
        await WorkAsync();
        var result = await product.ReplayAsync(new ReplayScope(name), new OverlookingProjection(All.Single(p => p.Name == name), eventType));
        Assert.False(result.IsEqual);
        Assert.Contains(result.Different, row => row.Kind == kind && (column is null || row.Columns.Contains(column)));
    }

    [Fact]
    public void Every_read_model_has_a_projection_that_overlooks_something()
    {
        var tried = typeof(ReplayTests).GetMethod(nameof(A_projection_that_overlooks_an_event_is_found))!.GetCustomAttributes(inherit: false).OfType<InlineDataAttribute>();
        Assert.Equal(All.Select(p => p.Name).Order(), tried.Select(data => (string)data.Data[0]!).Order());
    }

    private async Task WorkAsync()
    {
        await (_work ??= new RandomWork(product).DoAsync(new Random(20_260_602)));
        await product.CatchUpAsync();
    }

    /// <summary>The real projection, but for one type of event that it does not see.</summary>
    private sealed class OverlookingProjection(IProjection real, string eventType) : IProjection
    {
        public string Name => real.Name;

        public int Version => real.Version;

        public IReadOnlyList<string> Tables => real.Tables;

        public string Schema => real.Schema;

        public void Project(StoredEvent stored, SqlBatch sql)
        {
            if (stored.Type != eventType) real.Project(stored, sql);
        }
    }
}
