using System.CommandLine;
using System.Text.Json;

namespace EventAgents.Host.Cli;

/// <summary><c>eventagents events</c>: prints the log of an organisation, and with <c>--follow</c> whatever comes, through lost connections too.</summary>
internal static class EventsVerb
{
    private static readonly string[] Names = ["type", "actor", "streamType", "correlationId", "from", "until"];

    public static Command Create()
    {
        var host = new RunningHost.Options();
        var follow = new Option<bool>("--follow") { Description = "Go on with what comes, until Ctrl-C" };
        var after = new Option<long?>("--after") { Description = "Begin behind this position (default: the beginning; with --follow: now)" };
        var json = new Option<bool>("--json") { Description = "Print whole events as JSON lines" };
        Option<string[]>[] filters =
        [
            new("--type") { Description = "Only events of this type; may be repeated" },
            new("--actor") { Description = "Only events that this actor made happen" },
            new("--stream-type") { Description = "Only events of such streams: issue, job, session …" },
            new("--correlation-id") { Description = "Only events of this conversation" },
            new("--from") { Description = "Only events at this time or later: 2026-06-01T12:00:00Z" },
            new("--until") { Description = "Only events before this time" },
        ];
        var command = new Command("events", "Print the events of an organisation, one a line, as they are stored or as they come") { follow, after, json };
        foreach (var filter in filters) command.Options.Add(filter);
        host.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var console = parsed.InvocationConfiguration;
            var query = string.Concat(filters.Zip(Names).SelectMany(pair => (parsed.GetValue(pair.First) ?? []).Select(value => $"&{pair.Second}={Uri.EscapeDataString(value)}")));
            Func<JsonElement, string> print = parsed.GetValue(json) ? one => one.GetRawText() : Describe;
            var isFollowing = parsed.GetValue(follow);
            return UntilInterrupted.RunAsync(
                console,
                async interrupted =>
                {
                    using var api = new ApiCalls(host.Read(parsed));
                    return isFollowing
                        ? await new LiveTail(api, query, console).RunAsync(parsed.GetValue(after), print, interrupted)
                        : await ListAsync(api, $"events?after={parsed.GetValue(after) ?? 0}{query}", print, console, interrupted);
                },
                isFollowing ? ExitCode.Done : ExitCode.Interrupted);
        });
        return command;
    }

    /// <returns>Failed when the transfer was cut: the last line is not the trailer, or counts others.</returns>
    private static async Task<int> ListAsync(ApiCalls api, string path, Func<JsonElement, string> print, InvocationConfiguration console, CancellationToken interrupted)
    {
        using var response = await api.GetAsync(path, "application/x-ndjson", interrupted);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(interrupted));
        var count = 0L;
        try
        {
            while (await lines.ReadLineAsync(interrupted) is { } line)
            {
                var one = JsonElement.Parse(line);
                if (one.TryGetProperty("trailer", out var trailer) && trailer.GetProperty("count").GetInt64() == count) return ExitCode.Done;
                count++;
                await console.Output.WriteLineAsync(print(one));
            }
        }
        catch (Exception cut) when (cut is HttpIOException or JsonException)
        {
            // Said below: what has come so far is not the whole.
        }

        await console.Error.WriteLineAsync($"The transfer was cut after {count} events.");
        return ExitCode.Failed;
    }

    private static string Describe(JsonElement one) =>
        $"{one.GetProperty("position").GetInt64(),10} {one.GetProperty("at").GetDateTimeOffset():yyyy-MM-ddTHH:mm:ss.fffZ} {one.GetProperty("type").GetString(),-28} "
        + $"{one.GetProperty("streamId").GetString()} {one.GetProperty("version").GetInt64(),5} {one.GetProperty("actor").GetString()}";
}
