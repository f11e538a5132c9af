using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Cli;
using EventAgents.Host.Load;
using EventAgents.Host.Tests.Cli;

namespace EventAgents.Host.Tests.Volume;

/// <summary>Readers that follow the log while it grows, and whose connections are cut again and again.</summary>
public sealed class LiveTailTests
{
    private const int EventsPerIssue = 3;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_sees_every_event_once_and_soon_however_often_its_connection_is_cut()
    {
        var (readers, rate, seconds, cuts) = (Scale.Of(20, 5), Scale.Of(500, 60), Scale.Of(60, 4), Scale.Of(100, 10));
        await using var host = await VolumeHost.StartAsync(_cancellation);
        await LoadAsync(host, rate: 30, seconds: Scale.Of(10, 1));  // compiled and warm before it counts
        await FollowAsync(host, readers, seconds, cuts, "the API's callers", LoadAsync(host, rate / EventsPerIssue, seconds));
    }

    [Fact]
    public async Task Every_reader_sees_soon_what_another_host_appends_at_500_events_a_second()
    {
        var (readers, rate, seconds) = (Scale.Of(20, 5), Scale.Of(500, 60), Scale.Of(60, 4));
        await using var host = await VolumeHost.StartAsync(_cancellation);
        await using var database = new LogDatabase(host.ConnectionString);
        await using var store = await PostgresEventStore.OpenAsync(
            database, new EventTypeMap(EventTypes.ByName, EventJson.Options), inline: [], new EventStoreOptions(), TimeProvider.System, cancellation: _cancellation);
        await AppendAsync(store, host.TenantId, rate, seconds: Scale.Of(10, 1));
        await FollowAsync(host, readers, seconds, cuts: 0, "another host", AppendAsync(store, host.TenantId, rate, seconds));
    }

    private async Task FollowAsync(VolumeHost host, int readers, int seconds, int cuts, string writer, Task writing)
    {
        var begin = await host.QueryAsync<long>("select max(seq_id) from events.mt_events");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        var relays = Enumerable.Range(0, readers).Select(_ => new Relay(() => host.Process.Address)).ToArray();
        var tails = relays.Select(relay => new Reader(host, relay, begin, stopping.Token)).ToArray();

        var random = new Random(7);
        for (var cut = 0; cut < cuts && !writing.IsCompleted; cut++)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)seconds / (cuts + 1)), _cancellation);
            relays[random.Next(readers)].Cut();
        }

        await writing;
        var expected = await PositionsAsync(host, begin);
        foreach (var tail in tails) await tail.WaitForAsync(expected.Count, _cancellation);
        await stopping.CancelAsync();
        foreach (var relay in relays) relay.Dispose();

        Assert.All(tails, tail => Assert.Equal(expected, tail.Positions));
        var latencies = tails.SelectMany(tail => tail.Latencies).ToList();
        var (p50, p99) = (Figures.Percentile(latencies, 0.50), Figures.Percentile(latencies, 0.99));
        Figures.Write($"live tail: {readers} readers, {expected.Count / (double)seconds:N0} events/s by {writer} for {seconds} s, {cuts} cuts: no gap, no repeat; append to reader p50 {p50:N0} ms, p99 {p99:N0} ms");
        if (Scale.IsFull) Assert.True(p99 <= 250, $"p99 {p99:N0} ms");
    }

    /// <summary>Appends five events at a time, paced by the clock; what is late is made up for.</summary>
    private async Task AppendAsync(PostgresEventStore store, string tenantId, int rate, int seconds)
    {
        const int eventsOfOne = 5;
        var (since, appending) = (Stopwatch.StartNew(), new List<Task>());
        for (var done = 0; done < rate * seconds; done += eventsOfOne)
        {
            if (TimeSpan.FromSeconds((double)done / rate) - since.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, _cancellation);
            var facts = Enumerable.Range(0, eventsOfOne).Select(object (_) => new AccessDenied("GET", "/api/v1/audit", "role")).ToList();
            var stream = new StreamAppend(new StreamKey(tenantId, Guid.CreateVersion7()), "access", 0, facts);
            appending.Add(store.AppendAsync(new AppendRequest([stream], new EventMetadata { UserName = "live-tail" }), _cancellation));
        }

        await Task.WhenAll(appending);
    }

    private async Task LoadAsync(VolumeHost host, double rate, int seconds)
    {
        var options = new LoadOptions(host.Running, rate, TimeSpan.FromSeconds(seconds), Concurrency: 32, Tenants: 1, Seed: seconds, LoadMix.Parse("issues=1")!);
        Assert.Empty((await LoadRun.RunAsync(options, show: null, _cancellation)).Failures);
    }

    private static async Task<List<long>> PositionsAsync(VolumeHost host, long begin)
    {
        await using var command = host.Database.CreateCommand($"select seq_id from events.mt_events where tenant_id = '{host.TenantId}' and seq_id > {begin} order by seq_id");
        var positions = new List<long>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) positions.Add(rows.GetInt64(0));
        return positions;
    }

    /// <summary>One reader, as <c>eventagents events --follow</c> is one. An event's latency counts from its time stamp, which is taken before its commit.</summary>
    private sealed class Reader
    {
        private readonly ConcurrentQueue<(long Position, double Latency)> _seen = new();

        public Reader(VolumeHost host, Relay relay, long begin, CancellationToken stopping)
        {
            var tail = new LiveTail(new ApiCalls(host.Running with { Api = relay.Address }), query: "", new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null });
            Ended = Task.Run(() => tail.RunAsync(begin, Take, stopping), CancellationToken.None);
        }

        public Task Ended { get; }

        public IEnumerable<long> Positions => _seen.Select(one => one.Position);

        public IEnumerable<double> Latencies => _seen.Select(one => one.Latency);

        public async Task WaitForAsync(int count, CancellationToken cancellation)
        {
            while (_seen.Count < count && !Ended.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        private string Take(JsonElement one)
        {
            _seen.Enqueue((one.GetProperty("position").GetInt64(), (DateTimeOffset.UtcNow - one.GetProperty("at").GetDateTimeOffset()).TotalMilliseconds));
            return "";
        }
    }
}
