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

    /// <summary>Marks a store that has no mark yet.</summary>
    /// <exception cref="SettingsException">The store is another environment's.</exception>
    public static async Task CheckAsync(NpgsqlDataSource database, string environment, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(MarkOrRead);
        command.Parameters.Add(new() { Value = environment });
        Refuse((string)(await command.ExecuteScalarAsync(cancellation))!, environment);
    }

    /// <summary>Looks without writing, before anything of a store is changed.</summary>
    /// <exception cref="SettingsException">The store is another environment's.</exception>
    public static async Task RefuseOthersAsync(NpgsqlDataSource database, string environment, CancellationToken cancellation)
    {
        if (await FindAsync(database, cancellation) is { } mark) Refuse(mark, environment);
    }

    /// <summary>The environment that a store was made in; null when it has no mark yet.</summary>
    public static async Task<string?> FindAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand("select to_regclass('ops.environment') is not null");
        if (await find.ExecuteScalarAsync(cancellation) is not true) return null;
        await using var read = database.CreateCommand("select name from ops.environment");
        return (string?)await read.ExecuteScalarAsync(cancellation);
    }

    private static void Refuse(string mark, string environment)
    {
        if (mark != environment) throw new SettingsException([$"{Settings.EnvironmentName.Variable} = '{environment}': this store was made in {mark} and is opened there alone."]);
    }
}
