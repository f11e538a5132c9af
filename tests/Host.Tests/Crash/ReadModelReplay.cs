using EventAgents.Host.Hosting;
using EventAgents.Host.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAgents.Host.Tests.Crash;

/// <summary>Says whether the rows that the hosts wrote are the rows that the log alone gives.</summary>
internal static class ReadModelReplay
{
    /// <summary>Rebuilds every read model and compares its rows with those that stood there.</summary>
    /// <returns>The tables that differ.</returns>
    public static async Task<List<string>> FindDifferencesAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = EffectiveSettings.Load(new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = "Development" });
        await using var log = await EventLog.OpenAsync(connectionString, settings, TimeProvider.System, NullLogger.Instance, cancellation);
        var differing = new List<string>();
        foreach (var projection in ReadModels.Inline)
        {
            var live = await DigestsAsync(log, projection.Tables, cancellation);
            await log.Projections.RebuildAsync(projection.Name, cancellation: cancellation);
            var replayed = await DigestsAsync(log, projection.Tables, cancellation);
            differing.AddRange(projection.Tables.Where(table => live[table] != replayed[table]));
        }

        return differing;
    }

    private static async Task<Dictionary<string, string>> DigestsAsync(EventLog log, IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        var digests = new Dictionary<string, string>();
        foreach (var table in tables)
        {
            await using var command = log.Database.Pool.CreateCommand($"select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '-') from read.{table} t");
            digests[table] = (string)(await command.ExecuteScalarAsync(cancellation))!;
        }

        return digests;
    }
}
