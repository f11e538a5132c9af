namespace EventAgents.EventStore.Tests.Read;

public sealed class ReadTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_read_from_and_to_a_version_in_both_directions()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        var stream = TestLog.NewStream();
        await log.AppendAsync(stream, 0, [.. Enumerable.Range(1, 10).Select(i => new Counted(i))]);

        async Task<IEnumerable<long>> Versions(long from, long to, ReadDirection direction) =>
            await log.Store.ReadStreamAsync(stream, from, to, direction: direction, cancellation: _cancellation).Select(e => e.Version).ToArrayAsync(_cancellation);
        Assert.Equal([3, 4, 5], await Versions(3, 5, ReadDirection.Forward));
        Assert.Equal([10, 9, 8], await Versions(8, long.MaxValue, ReadDirection.Backward));
        Assert.Empty(await Versions(11, 20, ReadDirection.Forward));
    }

    [Fact]
    public async Task A_stream_is_read_as_of_an_instant()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        var stream = TestLog.NewStream();
        for (var i = 0; i < 3; i++) await log.AppendAsync(stream, i, new Counted(i));
        var second = await log.Store.ReadStreamAsync(stream, 2, 2, cancellation: _cancellation).SingleAsync(_cancellation);

        Assert.Equal(2, await log.Store.ReadStreamAsync(stream, asOf: second.Timestamp, cancellation: _cancellation).CountAsync(_cancellation));
        Assert.Equal(1, await log.Store.ReadStreamAsync(stream, asOf: second.Timestamp.AddTicks(-10), cancellation: _cancellation).CountAsync(_cancellation));
    }

    [Fact]
    public async Task The_log_is_read_whole_over_several_pages_in_both_directions()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        for (var i = 0; i < 5; i++) await log.AppendAsync(TestLog.NewStream(), 0, [.. Enumerable.Range(0, 500).Select(n => new Counted(n))]);

        var forward = (await log.ReadAllAsync()).Select(e => e.Position).ToArray();
        var backward = await log.Store.ReadAllAsync(EventFilter.All, direction: ReadDirection.Backward, cancellation: _cancellation).Select(e => e.Position).ToArrayAsync(_cancellation);
        Assert.Equal(Enumerable.Range(1, 2_500).Select(p => (long)p), forward);
        Assert.Equal(forward.Reverse(), backward);
        var between = await log.Store.ReadAllAsync(EventFilter.All, after: 10, before: 13, cancellation: _cancellation).Select(e => e.Position).ToArrayAsync(_cancellation);
        Assert.Equal([11, 12], between);
    }

    [Fact]
    public async Task Every_filter_equals_the_same_filter_by_hand()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        var random = new Random(7);
        var streams = Enumerable.Range(0, 6).Select(i => new StreamKey($"tenant-{i % 2}", Guid.CreateVersion7())).ToArray();
        for (var i = 0; i < 300; i++)
        {
            var stream = streams[random.Next(streams.Length)];
            var type = Array.IndexOf(streams, stream) < 3 ? "counter" : "name";
            var metadata = new EventMetadata { UserName = $"user-{random.Next(3)}", CorrelationId = $"c-{random.Next(4)}" };
            object data = random.Next(2) == 0 ? new Counted(i) : new Named($"n{i}");
            await log.Store.AppendAsync(new AppendRequest([new StreamAppend(stream, type, StreamAppend.AnyVersion, [data])], metadata), _cancellation);
        }

        var all = await log.ReadAllAsync();
        var (from, until) = (all[100].Timestamp, all[200].Timestamp);
        (EventFilter Filter, Func<StoredEvent, bool> ByHand)[] cases =
        [
            (new() { TenantId = "tenant-1" }, e => e.Stream.TenantId == "tenant-1"),
            (new() { StreamId = streams[2].Id }, e => e.Stream == streams[2]),
            (new() { StreamType = "name" }, e => Array.IndexOf(streams, e.Stream) >= 3),
            (new() { Types = ["counted", "other"] }, e => e.Data is Counted),
            (new() { UserName = "user-2" }, e => e.Metadata.UserName == "user-2"),
            (new() { CorrelationId = "c-1" }, e => e.Metadata.CorrelationId == "c-1"),
            (new() { From = from, Until = until }, e => e.Timestamp >= from && e.Timestamp < until),
            (new() { TenantId = "tenant-0", Types = ["named"], UserName = "user-0", From = from }, e => e.Stream.TenantId == "tenant-0" && e.Data is Named && e.Metadata.UserName == "user-0" && e.Timestamp >= from),
        ];
        foreach (var (filter, byHand) in cases)
        {
            var expected = all.Where(byHand).Select(e => e.Position).ToArray();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, (await log.ReadAllAsync(filter)).Select(e => e.Position));
        }
    }

    [Fact]
    public async Task Old_and_foreign_events_are_read_without_stopping_anything()
    {
        await using var log = await TestLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log);
        await foreign.AppendAsync("counted_once", """{"value": 3}""");
        await foreign.AppendAsync("something_else", """{"any": "thing"}""");
        await foreign.AppendAsync("counted", """{"value": "no number"}""");
        await foreign.AppendAsync("counted_once", """{"value": "no number"}""");
        await foreign.ExecuteAsync("""
            insert into events.mt_events (seq_id, id, tenant_id, version, data, bdata, type) values (nextval('events.mt_events_sequence'), gen_random_uuid(), null, 1, '{}', '\x00', 'counted')
            """);
        await foreign.CommitAsync();
        await log.Store.Mark.CatchUpAsync(_cancellation);

        var data = (await log.ReadAllAsync()).Select(e => e.Data).ToArray();
        Assert.Equal(new Counted(3), data[0]);
        Assert.Null(Assert.IsType<UnreadEvent>(data[1]).Error);
        Assert.DoesNotContain("no number", Assert.IsType<UnreadEvent>(data[2]).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no number", Assert.IsType<UnreadEvent>(data[3]).Error, StringComparison.Ordinal);
        Assert.Equal("binary body", Assert.IsType<UnreadEvent>(data[4]).Error);
    }
}
