using System.Diagnostics;
using System.Text.Json;

namespace EventAgents.Host.Tests.Volume;

/// <summary>A log of a million events, as another application would have left it: taken by every read model in flat memory, and searched at once.</summary>
public sealed class MillionTests
{
    private const int Types = 40, Actors = 1_000, EventsOfOneConversation = 5;
    private const double FirstRowsWithinMs = 300;

    private static readonly string Generate = $$"""
        with streams as (
          insert into events.mt_streams (tenant_id, id, type, version)
          select $1, gen_random_uuid(), 'imported', $2 / 100 from generate_series(1, 100) returning id),
        numbered as (select id, row_number() over () as number from streams)
        insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, user_name)
        select nextval('events.mt_events_sequence'), gen_random_uuid(), numbered.id, version, jsonb_build_object('number', version), 'imported_' || (version * 7 + number) % {{Types}},
          now() - interval '200 seconds' + version * interval '10 milliseconds', $1, 'conversation-' || version / {{EventsOfOneConversation}}, case when version = 1 then 'long-ago' else 'actor-' || (version * 13 + number) % {{Actors}} end
        from generate_series(1, $2 / 100) version cross join numbered order by version, number
        """;

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_models_take_a_million_events_in_flat_memory_and_any_search_shows_its_first_rows_at_once()
    {
        var events = Scale.Of(1_000_000, 10_000);
        await using var host = await VolumeHost.StartAsync(_cancellation);
        await using (var generate = host.Database.CreateCommand(Generate))
        {
            generate.CommandTimeout = 0;
            generate.Parameters.Add(new() { Value = host.TenantId });
            generate.Parameters.Add(new() { Value = events });
            await generate.ExecuteNonQueryAsync(_cancellation);
        }

        await WatchProjectingAsync(host);
        foreach (var table in new[] { "read.audit_log", "read.event_index", "events.mt_events" }) await TidyAsync(host, table);
        Assert.Empty(await host.VerifyAsync());
        await SearchAsync(host);
    }

    /// <summary>What autovacuum does by itself within minutes of so many rows.</summary>
    private async Task TidyAsync(VolumeHost host, string table)
    {
        await using var vacuum = host.Database.CreateCommand($"vacuum analyze {table}");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(_cancellation);
    }

    /// <summary>Memory from the first tenth of the events to the last one, while three read models take them.</summary>
    private async Task WatchProjectingAsync(VolumeHost host)
    {
        var (since, target) = (Stopwatch.StartNew(), await host.QueryAsync<long>("select max(seq_id) from events.mt_events"));
        var samples = new List<(double Share, long Bytes)>();
        for (var done = 0L; done < target;)
        {
            done = await host.QueryAsync<long>("select min(last_seq_id) from events.mt_event_progression where name like '%:All'");
            samples.Add(((double)done / target, host.Process.ResidentBytes));
            await Task.Delay(TimeSpan.FromMilliseconds(100), _cancellation);
        }

        var (early, late) = (Middle(samples, 0.1, 0.4), Middle(samples, 0.7, 1.0));
        Figures.Write($"read models: {target:N0} events by three asynchronous ones in {since.Elapsed.TotalSeconds:N0} s; host's memory {early >> 20} MiB early, {late >> 20} MiB late");
        if (Scale.IsFull) Assert.True(late - early < Math.Max(early / 4, 32 << 20), $"The host grew from {early >> 20} to {late >> 20} MiB.");
    }

    private static long Middle(List<(double Share, long Bytes)> samples, double from, double to)
    {
        var within = samples.Where(s => s.Share >= from && s.Share <= to).Select(s => s.Bytes).Order().ToList();
        return within.Count == 0 ? samples[^1].Bytes : within[within.Count / 2];
    }

    private async Task SearchAsync(VolumeHost host)
    {
        using var client = host.Client();
        var first = await ShownAsync(client, "events?limit=1");
        var (stream, early, late) = (first.GetProperty("items")[0].GetProperty("streamId").GetString(), await AtAsync(host, 0.02), await AtAsync(host, 0.98));
        string[] searches =
        [
            "events?limit=100", "events?direction=backward&limit=100", "events?type=imported_3", "events?type=imported_3&direction=backward", "events?type=imported_3&type=imported_7&actor=actor-5",
            "events?actor=actor-5", "events?actor=nobody", "events?type=no_such", "events?correlationId=conversation-7", $"events?from={late}", $"events?until={early}&direction=backward",
            $"events?type=imported_3&from={late}", $"streams/{stream}/events",
            "audit", "audit?action=imported_3", "audit?actor=actor-5", "audit?actor=nobody", "audit?outcome=denied", "audit?resourceType=stream", "audit?resourceType=no_such",
            $"audit?until={early}", $"audit?from={late}", $"audit?actor=actor-5&action=imported_3", $"audit?action=imported_3&until={early}", "audit?q=imported%2017", "audit?q=actor-77",
            $"audit?resourceId={stream}", $"audit?resourceId={Guid.NewGuid()}", "audit?q=imported", "audit?q=IMPORTED_3%20actor-777", "audit?q=nobody", "audit?q=long-ago", "audit?q=long-ago%20imported",
            $"audit?q={stream}", $"audit?q={stream![^12..]}", $"audit?q={Guid.NewGuid()}", $"audit?q={Guid.NewGuid().ToString("N")[..10]}", "audit?q=a", $"audit?q=actor-77&action=imported_3&until={early}",
        ];
        var scans = await ScansAsync(host);
        foreach (var search in searches)
        {
            await ShownAsync(client, search);  // compiled and in the cache, as it is for whoever pages on
            var times = new List<double>();
            for (var i = 0; i < 3; i++)
            {
                var since = Stopwatch.StartNew();
                await ShownAsync(client, search);
                times.Add(since.Elapsed.TotalMilliseconds);
            }

            Figures.Write($"search: {search}: first rows after {times.Order().ElementAt(1):N0} ms");
            if (Scale.IsFull) Assert.True(times.Min() <= FirstRowsWithinMs, $"{search}: {times.Min():N0} ms");
        }

        if (Scale.IsFull) Assert.Equal(scans, await ScansAsync(host));
    }

    private async Task<JsonElement> ShownAsync(HttpClient client, string search) => await (await client.GetAsync($"/api/v1/{search}", _cancellation)).ReadAsync();

    private static async Task<string> AtAsync(VolumeHost host, double share)
    {
        var at = await host.QueryAsync<DateTime>($"select timestamp from events.mt_events where seq_id >= {share.ToString(System.Globalization.CultureInfo.InvariantCulture)} * (select max(seq_id) from events.mt_events) order by seq_id limit 1");
        return at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>How often a whole table was read, by PostgreSQL's own count: the plans that were really used, not those that EXPLAIN would show.</summary>
    private async Task<long> ScansAsync(VolumeHost host)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), _cancellation);  // sessions tell what they did once a second
        return await host.QueryAsync<long>("select coalesce(sum(seq_scan), 0)::bigint from pg_stat_user_tables where relname in ('mt_events', 'audit_log', 'event_index')");
    }
}
