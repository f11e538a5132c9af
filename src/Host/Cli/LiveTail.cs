using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace EventAgents.Host.Cli;

/// <summary>
/// Prints events as they come. After a lost connection it goes on behind the last event that it printed, so that none is left out and none comes
/// twice, whichever host answers then.
/// </summary>
internal sealed class LiveTail(ApiCalls api, string query, InvocationConfiguration console)
{
    // The host says something every 15 s; one that was not heard of for three times as long is gone, even if nobody closed the connection.
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20), LongestPause = TimeSpan.FromSeconds(5);

    private string? _last;
    private TimeSpan _pause = FirstPause;

    /// <summary>Goes on until cancelled.</summary>
    /// <param name="after">Begins behind this position; null for what comes from now on.</param>
    /// <param name="print">Makes a line of an event.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="ApiRefusalException">The host refuses, and would again.</exception>
    public async Task<int> RunAsync(long? after, Func<JsonElement, string> print, CancellationToken interrupted)
    {
        while (true)
        {
            try
            {
                _last ??= (after ?? await NewestAsync(interrupted)).ToString(CultureInfo.InvariantCulture);
                await ReadAsync(print, interrupted);
            }
            catch (Exception lost) when (!interrupted.IsCancellationRequested && lost is HttpRequestException or IOException or TimeoutException or ApiRefusalException { IsTransient: true })
            {
                await console.Error.WriteLineAsync($"The connection is lost; going on behind position {_last ?? "unknown"} in a moment.");
            }

            await Task.Delay(_pause, interrupted);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private async Task<long> NewestAsync(CancellationToken interrupted)
    {
        var page = await api.GetJsonAsync("events?direction=backward&limit=1", interrupted);
        return page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("position").GetInt64()).FirstOrDefault();
    }

    /// <summary>Reads one connection to its end. An event counts as read when its last line, the empty one, has come.</summary>
    private async Task ReadAsync(Func<JsonElement, string> print, CancellationToken interrupted)
    {
        using var response = await api.GetAsync($"events?{query.TrimStart('&')}", "text/event-stream", interrupted, _last);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(interrupted));
        string? id = null, data = null;
        while (await lines.ReadLineAsync(interrupted).AsTask().WaitAsync(SilenceLimit, interrupted) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && id is not null && data is not null)
            {
                await console.Output.WriteLineAsync(print(JsonElement.Parse(data)));
                await console.Output.FlushAsync(interrupted);
                (_last, _pause, id, data) = (id, FirstPause, null, null);
            }
        }
    }
}
