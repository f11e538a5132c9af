using System.Text.Json;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Smoke;

/// <summary>Is it the right host, with its files, its store and its read models?</summary>
internal static class PlaceChecks
{
    /// <summary>The host says which environment it belongs to.</summary>
    public static Task<string> EnvironmentAsync(SmokeTarget target) => target.Environment == target.Settings.Environment
        ? Task.FromResult(target.Environment)
        : throw new SmokeException($"The host belongs to {target.Environment}, not to {target.Settings.Environment}.");

    /// <summary>Development needs no settings of its own.</summary>
    public static async Task<string> SettingsFileAsync(SmokeTarget target)
    {
        var files = target.Settings.Environment == Environments.Development ? ["appsettings.json"] : new[] { "appsettings.json", $"appsettings.{target.Settings.Environment}.json" };
        foreach (var file in files)
        {
            var path = Path.Combine(target.SettingsFolder, file);
            if (!File.Exists(path)) throw new SmokeException($"{path} is missing.");
            try
            {
                await using var content = File.OpenRead(path);
                using var _ = await JsonDocument.ParseAsync(content);
            }
            catch (JsonException)
            {
                throw new SmokeException($"{path} is no JSON.");
            }
        }
        return string.Join(", ", files);
    }

    public static async Task<string> StoreAsync(SmokeTarget target)
    {
        await using var store = target.OpenStore();
        var mark = await EnvironmentMark.FindAsync(store, CancellationToken.None) ?? throw new SmokeException("The store has no mark.");
        return mark == target.Environment ? $"marked {mark}" : throw new SmokeException($"The store is marked {mark}, and the host belongs to {target.Environment}.");
    }

    /// <summary>The environment's folder is there and can be written to; the cluster's too where there is one.</summary>
    public static Task<string> FoldersAsync(SmokeTarget target)
    {
        var folder = target.Settings.EnvironmentFolder;
        if (!Directory.Exists(folder)) throw new SmokeException($"{folder} is missing.");
        var cluster = Path.Combine(folder, "postgres");
        if (target.Settings.ConnectionString is null && !Directory.Exists(cluster)) throw new SmokeException($"{cluster} is missing.");
        try
        {
            using var probe = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException)
        {
            throw new SmokeException($"{folder} cannot be written to.");
        }
        return Task.FromResult(folder);
    }

    /// <summary>What was in the log when the check began reaches every read model.</summary>
    public static async Task<string> ProjectionsAsync(SmokeTarget target)
    {
        await using var store = target.OpenStore();
        await using var connection = await store.OpenConnectionAsync();
        await using var end = connection.CreateCommand();
        end.CommandText = "select coalesce(max(seq_id), 0) from events.mt_events";
        var wanted = (long)(await end.ExecuteScalarAsync())!;

        await using var behind = connection.CreateCommand();
        behind.CommandText = "select string_agg(name || ' at ' || last_seq_id, ', ') from events.mt_event_progression where split_part(name, ':', 1) = any($1) and last_seq_id < $2";
        behind.Parameters.Add(new() { Value = ReadModels.Asynchronous.Select(projection => projection.Name).ToArray() });
        behind.Parameters.Add(new() { Value = wanted });
        var giveUp = Environment.TickCount64 + 1_000;
        while (await behind.ExecuteScalarAsync() is string late)
        {
            if (Environment.TickCount64 > giveUp) throw new SmokeException($"Behind position {wanted}: {late}.");
            await Task.Delay(25);
        }
        return $"at {wanted}";
    }
}
