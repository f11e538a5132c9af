using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EventAgents.Host.Load;
using EventAgents.Host.Tests.Cli;

namespace EventAgents.Host.Tests.Volume;

/// <summary>200,000 events made by the real API under load: proven, and read whole by one reader.</summary>
public sealed class WholeLogTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_api_wrote_under_load_is_proven_and_read_whole_at_speed_in_flat_memory()
    {
        await using var host = await VolumeHost.StartAsync(_cancellation);
        await LoadAsync(host, events: Scale.Of(200_000, 2_000));
        Assert.Empty(await host.VerifyAsync());
        await ReadWholeAsync(host);
        await CutAsync(host);
    }

    private async Task LoadAsync(VolumeHost host, long events)
    {
        var since = Stopwatch.StartNew();
        var mix = LoadMix.Parse("issues=50,jobs=25,sessions=15,feedback=10")!;
        for (var round = 1; await host.QueryAsync<long>("select count(*) from events.mt_events") < events; round++)
        {
            var options = new LoadOptions(host.Running, Rate: null, TimeSpan.FromSeconds(Scale.Of(10, 1)), Concurrency: 32, Tenants: 1, Seed: round, mix);
            var report = await LoadRun.RunAsync(options, show: null, _cancellation);
            Assert.Empty(report.Failures);
        }

        Figures.Write($"load: {await host.QueryAsync<long>("select count(*) from events.mt_events"):N0} events by the API in {since.Elapsed.TotalSeconds:N0} s");
    }

    private async Task ReadWholeAsync(VolumeHost host)
    {
        using var client = host.Client();
        await ReadAsync(client);  // the first one compiles
        var (resident, peak) = (host.Process.ResidentBytes, 0L);
        var reading = ReadAsync(client);
        while (!reading.IsCompleted)
        {
            peak = Math.Max(peak, host.Process.ResidentBytes);
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(100), _cancellation));
        }

        var (count, elapsed, last) = await reading;
        var expected = await host.QueryAsync<long>($"select count(*) from events.mt_events where tenant_id = '{host.TenantId}'");
        Assert.Equal(expected, count);
        Assert.Equal(count, JsonElement.Parse(last).GetProperty("trailer").GetProperty("count").GetInt64());
        Figures.Write($"lines: {count:N0} events to one reader in {elapsed.TotalSeconds:N2} s, {count / elapsed.TotalSeconds:N0} events/s; host's memory {resident >> 20} MiB before, {peak >> 20} MiB at most");
        if (!Scale.IsFull) return;
        Assert.True(count / elapsed.TotalSeconds >= 30_000, $"{count / elapsed.TotalSeconds:N0} events/s");
        Assert.True(peak - resident < 64 << 20, $"The host grew by {(peak - resident) >> 20} MiB.");
    }

    /// <summary>Counts lines without parsing them, so that the reader is not what is measured.</summary>
    private async Task<(long Count, TimeSpan Elapsed, string Last)> ReadAsync(HttpClient client)
    {
        var since = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(_cancellation);
        var (lines, buffer, tail) = (0L, new byte[256 * 1_024], new List<byte>());
        while (await body.ReadAsync(buffer, _cancellation) is var read and > 0)
        {
            var piece = buffer.AsMemory(0, read);
            lines += piece.Span.Count((byte)'\n');
            tail.AddRange(piece.Span);
            if (tail.Count > 4 * buffer.Length) tail.RemoveRange(0, tail.Count - buffer.Length);
        }

        var last = Encoding.UTF8.GetString(tail.ToArray()).TrimEnd('\n').Split('\n')[^1];
        return (lines - 1, since.Elapsed, last);
    }

    /// <summary>A transfer that a network cuts ends without the trailer.</summary>
    private async Task CutAsync(VolumeHost host)
    {
        using var relay = new Relay(() => host.Process.Address);
        using var client = host.Client();
        client.BaseAddress = relay.Address;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(_cancellation));
        var last = await lines.ReadLineAsync(_cancellation);
        relay.Cut();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await lines.ReadLineAsync(_cancellation) is { } line) last = line;
        });
        Assert.DoesNotContain("\"trailer\"", last, StringComparison.Ordinal);
    }
}
