using Npgsql;

namespace EventAgents.Projections;

/// <summary>Tells PostgreSQL's planner, until the end of a batch, what it cannot know. The first command of the batch; its row is to be passed over.</summary>
internal static class Planning
{
    /// <summary>
    /// Plans for the values at hand: how many rows they let through differs by thousands, and a plan for any values would be wrong for most.
    /// To compile such a statement takes longer than to run it.
    /// </summary>
    public static NpgsqlBatchCommand ForItsValues() => new("select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)");

    /// <summary>Walks an index in its order instead of reading the whole of a wide table, even where the table's size makes that look cheap.</summary>
    public static NpgsqlBatchCommand ByOrderedIndexes() => new("""
        select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_hashagg', 'off', true),
          set_config('enable_sort', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)
        """);
}
