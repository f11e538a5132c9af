using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using EventAgents.Host.Cli;
using EventAgents.Host.Load;
using EventAgents.Host.Settings;
using EventAgents.Host.Tests.Crash;
using EventAgents.Host.Tests.Knowledge;
using EventAgents.Testing;

namespace EventAgents.Host.Tests.Load;

/// <summary>
/// A host in a process of its own under half of the load that it can take: 15 minutes with <c>just soak</c>, a hundredth of that with the other tests.
/// What it keeps in memory must not rise by more than a tenth from a fifth of the time on, nothing may fail, and no read model may fall behind.
/// </summary>
[Collection(Alone.Name)]
public sealed class SoakTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(Scale.Of(full: 900, small: 9));
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(Scale.Of(full: 30, small: 2));

    // In nine seconds code is still compiled and caches still fill, so that little is said of memory there.
    private static readonly double MaxRise = Scale.IsFull ? 0.10 : 1.0;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_stays_flat_nothing_fails_and_nothing_falls_behind()
    {
        await using var server = await PostgresServer.StartAsync(fsync: true, _cancellation);
        await using var process = await HostProcess.StartAsync(
            await server.CreateDatabaseAsync(_cancellation), _cancellation, (ProcessOptions.OperatorKeyKey, HostFixture.OperatorKey), ("Jobs__MaxRunningPerTenant", "100"));
        var host = new RunningHost(process.Address, process.GuardAddress, ApiKey: null);
        LoadOptions Options(double? rate, TimeSpan duration) => new(host, rate, duration, Concurrency: 16, Tenants: 4, Seed: 1, LoadMix.Parse(LoadMix.Default)!);

        var trial = await LoadRun.RunAsync(Options(rate: null, Trial), show: null, _cancellation);
        using var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HostFixture.OperatorKey);
        var load = LoadRun.RunAsync(Options(trial.Rate / 2, Duration), show: null, _cancellation);
        var samples = await SampleAsync(client, load);
        var report = await load;

        var steady = samples.Where(sample => sample.At >= Duration.TotalSeconds / 5).ToList();
        var (heap, resident) = (Trend.Rise([.. steady.Select(s => (s.At, s.Heap))]), Trend.Rise([.. steady.Select(s => (s.At, s.Resident))]));
        var lag = steady.Max(sample => sample.Lag);
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{trial.Rate:0}/s at most; {report.Rate:0}/s for {report.Seconds:0} s, p99 {report.P99:0} ms; live heap {steady[0].Heap / 1e6:0.0} to {steady[^1].Heap / 1e6:0.0} MB ({heap:+0.0%;-0.0%}), resident {steady[0].Resident / 1e6:0} to {steady[^1].Resident / 1e6:0} MB ({resident:+0.0%;-0.0%}); at most {lag:0} events behind");
        TestContext.Current.TestOutputHelper!.WriteLine(figures);
        if (Scale.IsFull) Console.WriteLine(figures);

        Assert.Empty(trial.Failures);
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.Missed);
        Assert.True(steady.Count >= 5, $"Only {steady.Count} samples were taken.");
        Assert.True(heap <= MaxRise && resident <= MaxRise, figures);
        // What is appended in five seconds, at about two events a request.
        Assert.True(lag < Math.Max(1_000, report.Rate * 2 * 5), figures);
    }

    [Fact]
    public void A_trend_is_the_share_by_which_the_line_rises()
    {
        Assert.Equal(0.5, Trend.Rise([(0, 10), (1, 12.5), (2, 15)]), tolerance: 1e-9);
        Assert.Equal(0, Trend.Rise([(0, 10), (1, 12), (2, 10), (3, 12), (4, 10)]), tolerance: 1e-9);
        Assert.Equal(-0.1, Trend.Rise([(5, 100), (10, 95), (15, 90)]), tolerance: 1e-9);
    }

    private async Task<List<Sample>> SampleAsync(HttpClient client, Task load)
    {
        var (begun, samples) = (Stopwatch.GetTimestamp(), new List<Sample>());
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(Duration / 60, _cancellation));
            var memory = await (await client.GetAsync("/api/v1/diagnostics/memory", _cancellation)).ReadAsync();
            var metrics = await client.GetStringAsync("/metrics", _cancellation);
            var lag = metrics.Split('\n').Where(line => line.StartsWith("eventagents_projection_lag_events", StringComparison.Ordinal)).Select(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            samples.Add(new Sample(
                Stopwatch.GetElapsedTime(begun).TotalSeconds, memory.GetProperty("liveHeapBytes").GetDouble(), memory.GetProperty("residentBytes").GetDouble(), lag.Max()));
        }
        return samples;
    }

    /// <summary>One look at the host: seconds since the start, bytes, and events that the slowest read model has still to take.</summary>
    private sealed record Sample(double At, double Heap, double Resident, double Lag);
}
