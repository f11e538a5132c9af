using System.Globalization;
using System.Runtime;
using EventAgents.Commands;
using EventAgents.Events;
using EventAgents.EventStore;
using EventAgents.Host.Guard;
using EventAgents.Host.Hosting;
using EventAgents.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAgents.Benchmarks.Guard;

/// <summary>
/// What the guard costs beside a bare YARP pass-through and a direct connection: same provider, same callers, same run. Everything shares this machine's
/// processors, so that calls per second compare what a call costs on the whole way; the processor time tells it too.
/// </summary>
internal static class GuardBenchmark
{
    private const int Turns = 3;
    private const int MaxWarmUps = 60, StillCompiling = 8;  // methods in one warm-up
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1_000), WarmUp = TimeSpan.FromMilliseconds(300);

    public static async Task RunAsync()
    {
        await using var log = await DurableJournal.OpenAsync();
        await using var provider = await Servers.ProviderAsync(TimeSpan.Zero);
        await using var slow = await Servers.ProviderAsync(TimeSpan.FromMilliseconds(20));
        foreach (var isStream in new[] { false, true })
        {
            foreach (var (bytes, callers) in new[] { (512, 1), (512, 32), (512, 128), (4_096, 1), (4_096, 32), (4_096, 128), (32_768, 1), (32_768, 32),
                (32_768, 128) })
            {
                Report.Title(string.Create(CultureInfo.InvariantCulture,
                    $"{(isStream ? $"Streams of {Servers.StreamEvents} events" : "JSON")}, {bytes / 1_024.0:0.#} kB, {callers} caller(s)"));
                await CompareAsync(Servers.AddressOf(provider), log, bytes, callers, isStream);
            }
        }
        Report.Title("First byte of a stream whose provider takes 20 ms, 4 kB, 1 caller");
        await CompareAsync(Servers.AddressOf(slow), log, 4_096, callers: 1, isStream: true);
    }

    /// <summary>The shape for which an aim counts the durable record, and the same for one caller.</summary>
    public static async Task RunRecordedAsync()
    {
        await using var log = await DurableJournal.OpenAsync();
        await using var provider = await Servers.ProviderAsync(TimeSpan.Zero);
        foreach (var callers in new[] { 32, 1 })
        {
            Report.Title(string.Create(CultureInfo.InvariantCulture, $"JSON, 4 kB, {callers} caller(s)"));
            await CompareAsync(Servers.AddressOf(provider), log, 4_096, callers, isStream: false);
        }
    }

    /// <summary>Measures the contenders in turns.</summary>
    public static async Task CompareAsync(Uri provider, DurableJournal log, int bytes, int callers, bool isStream)
    {
        await using var passThrough = await Servers.PassThroughAsync(provider);
        await using var guard = await Servers.GuardAsync(provider, new NullJournal());
        await using var durable = await Servers.GuardAsync(provider, log.Journal);
        (string Name, Uri Server, Func<int, byte[]> Body)[] contenders =
        [
            ("pass-through (YARP alone)", Servers.AddressOf(passThrough), Bodies.Seen(bytes, isStream)),
            ("direct", provider, Bodies.Seen(bytes, isStream)),
            ("guard, text seen, null journal", Servers.AddressOf(guard), Bodies.Seen(bytes, isStream)),
            ("guard, text seen, recorded", Servers.AddressOf(durable), Bodies.Seen(bytes, isStream)),
            ("guard, new text, null journal", Servers.AddressOf(guard), Bodies.New(bytes, isStream)),
        ];
        var measured = contenders.Select(_ => new List<Measurement>()).ToArray();
        foreach (var (_, server, body) in contenders) await WarmUpAsync(server, callers, body);
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                using var load = new Load(contenders[i].Server);
                await load.RunAsync(callers, WarmUp, contenders[i].Body);
                measured[i].Add(await load.RunAsync(callers, Turn, contenders[i].Body));
            }
        }
        for (var i = 0; i < contenders.Length; i++) Print(contenders[i].Name, measured[i], measured[0]);
    }

    /// <summary>Hot methods are compiled up to three times, which takes some ten seconds of load; half-compiled code is nobody's figure.</summary>
    private static async Task WarmUpAsync(Uri server, int callers, Func<int, byte[]> body)
    {
        using var load = new Load(server);
        for (int warmUp = 0, quiet = 0; warmUp < MaxWarmUps && quiet < 3; warmUp++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            await load.RunAsync(callers, WarmUp, body);
            quiet = JitInfo.GetCompiledMethodCount() - compiled < StillCompiling ? quiet + 1 : 0;
        }
    }

    private static void Print(string name, List<Measurement> own, List<Measurement> baseline)
    {
        var ratio = Median(own.Zip(baseline, (a, b) => a.PerSecond / b.PerSecond));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-32} {Median(own.Select(m => m.PerSecond)),9:N0} calls/s {ratio,6:0.00} x   first byte p50 {Median(own.Select(m => m.FirstByte(0.50))),7:0.00} ms p99 {Median(own.Select(m => m.FirstByte(0.99))),7:0.00} ms   cpu {Median(own.Select(m => m.CpuMicroseconds)),6:0} µs"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}

/// <summary>The host's journal on a server of its own with fsync on.</summary>
internal sealed class DurableJournal : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly LogDatabase _database;
    private readonly PostgresEventStore _store;

    private DurableJournal(PostgresServer server, LogDatabase database, PostgresEventStore store, LogJournal journal) =>
        (_server, _database, _store, Journal) = (server, database, store, journal);

    public LogJournal Journal { get; }

    public static async Task<DurableJournal> OpenAsync()
    {
        var server = await PostgresServer.StartAsync(fsync: true, CancellationToken.None);
        var database = new LogDatabase(await server.CreateDatabaseAsync(CancellationToken.None));
        await new SchemaMigrator(database.Pool, EventLog.Components).MigrateAsync();
        var types = new EventTypeMap(EventTypes.ByName, EventJson.Options, EventTypes.Upcasters);
        var store = await PostgresEventStore.OpenAsync(database, types, [], new EventStoreOptions(), TimeProvider.System);
        var journal = new LogJournal(new CommandHandler(store, TimeProvider.System), store, NullLogger<LogJournal>.Instance);
        await journal.StartAsync(CancellationToken.None);
        return new DurableJournal(server, database, store, journal);
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.StopAsync(CancellationToken.None);
        Journal.Dispose();
        await _store.DisposeAsync();
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }
}
