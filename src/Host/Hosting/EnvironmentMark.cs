using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Hosting;

/// <summary>A store carries the name of the environment that it was first opened in, and is opened in no other.</summary>
internal static class EnvironmentMark
{
    private const string MarkOrRead = """
        with marked as (insert into ops.environment (name) values ($1) on conflict (is_the_row) do nothing returning name)
        select name from marked union all select name from ops.environment limit 1
        """;

    /// <exception cref="SettingsException">The store is another environment's.</exception>
    public static async Task CheckAsync(NpgsqlDataSource database, string environment, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(MarkOrRead);
        command.Parameters.Add(new() { Value = environment });
        var mark = (string)(await command.ExecuteScalarAsync(cancellation))!;
        if (mark != environment) throw new SettingsException([$"{Settings.EnvironmentName.Variable} = '{environment}': this store was made in {mark} and is opened there alone."]);
    }
}
