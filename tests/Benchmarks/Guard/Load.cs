using System.Diagnostics;
using System.Net.Http.Headers;

namespace EventAgents.Benchmarks.Guard;

/// <summary>What a run of calls took.</summary>
/// <param name="Calls">How many were answered.</param>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Cpu">Processor time of everything in this process: caller, server between, provider.</param>
/// <param name="FirstBytes">Time to each reply's first byte, in order, in milliseconds.</param>
internal sealed record Measurement(int Calls, TimeSpan Elapsed, TimeSpan Cpu, double[] FirstBytes)
{
    public double PerSecond => Calls / Elapsed.TotalSeconds;

    public double CpuMicroseconds => Cpu.TotalMicroseconds / Calls;

    /// <summary>A percentile of the time to the first byte, in milliseconds.</summary>
    public double FirstByte(double percentile) => FirstBytes[Math.Min(FirstBytes.Length - 1, (int)(percentile * FirstBytes.Length))];
}

/// <summary>Calls a server as fast as a number of callers can, each with one call at a time.</summary>
internal sealed class Load(Uri server) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = server };

    /// <summary>Runs for a while.</summary>
    /// <param name="callers">Concurrent callers.</param>
    /// <param name="duration">How long new calls begin.</param>
    /// <param name="body">The n-th body.</param>
    public async Task<Measurement> RunAsync(int callers, TimeSpan duration, Func<int, byte[]> body)
    {
        var calls = 0;
        var latencies = new List<double>[callers];
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = latencies[caller] = [];
            var buffer = new byte[16_384];
            while (watch.Elapsed < duration) own.Add(await CallAsync(body(Interlocked.Increment(ref calls)), buffer));
        })));
        return new Measurement(calls, watch.Elapsed, Environment.CpuUsage.TotalTime - cpu, [.. latencies.SelectMany(l => l).Order()]);
    }

    public void Dispose() => _client.Dispose();

    private async Task<double> CallAsync(byte[] body, byte[] buffer)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = content };
        using var reply = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException($"The server answered {(int)reply.StatusCode}.");
        await using var stream = await reply.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 1));
        var first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        while (await stream.ReadAsync(buffer) > 0)
        {
        }
        return first;
    }
}
