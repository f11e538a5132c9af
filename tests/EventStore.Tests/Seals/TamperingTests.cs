using static EventAgents.EventStore.SealFaultKind;

namespace EventAgents.EventStore.Tests.Seals;

/// <summary>Somebody who owns the database, triggers included, but not the key.</summary>
public sealed class TamperingTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    /// <summary>Three seals: 1 to 4, 5 to 9 without 6, which was rolled back, and 10 to 12.</summary>
    [Theory]
    [InlineData("one byte of data", "update events.mt_events set data = '{\"name\":\"Nr. 9\"}' where seq_id = 3", EventAltered, 3, 1)]
    [InlineData("a number's digits", "update events.mt_events set data = jsonb_set(data, '{of}', '12345678901234567891') where seq_id = 7", EventAltered, 7, 2)]
    [InlineData("a number's scale", "update events.mt_events set data = jsonb_set(data, '{value}', '1.5') where seq_id = 7", EventAltered, 7, 2)]
    [InlineData("two swapped", "update events.mt_events e set data = o.data from events.mt_events o where (e.seq_id, o.seq_id) in ((3, 11), (11, 3))", EventAltered, 3, 1)]
    [InlineData("two numbers swapped", "update events.mt_events set seq_id = -seq_id where seq_id in (2, 8); update events.mt_events set seq_id = 10 + seq_id where seq_id < 0", EventAltered, 2, 1)]
    [InlineData("one deleted", "delete from events.mt_events where seq_id = 9", EventMissing, 9, 2)]
    [InlineData("the first deleted", "delete from events.mt_events where seq_id = 1", EventMissing, 1, 1)]
    [InlineData("one in a hole", "insert into events.mt_events select 6, gen_random_uuid(), stream_id, 2, data, bdata, type, timestamp, tenant_id from events.mt_events where seq_id = 5", EventAdded, 6, 2)]
    [InlineData("one in front of all", "insert into events.mt_events select -1, gen_random_uuid(), stream_id, 2, data, bdata, type, timestamp, tenant_id from events.mt_events where seq_id = 5", EventAdded, -1, 1)]
    [InlineData("the time", "update events.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 12", EventAltered, 12, 3)]
    [InlineData("the type", "update events.mt_events set type = 'counted' where seq_id = 4", EventAltered, 4, 1)]
    [InlineData("the actor", "update events.mt_events set user_name = 'eve' where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the headers", "update events.mt_events set headers = '{\"client-ip\":\"192.0.2.1\"}' where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the conversation", "update events.mt_events set correlation_id = '' where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the message", "update events.mt_events set causation_id = 'x' where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the version", "update events.mt_events set version = 2 where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the id", "update events.mt_events set id = gen_random_uuid() where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("the class", "update events.mt_events set mt_dotnet_type = null where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("a binary body", "update events.mt_events set bdata = '\\x00' where seq_id = 10", EventAltered, 10, 3)]
    [InlineData("a seal's time", "update ops.seals set sealed_at = sealed_at - interval '1 day' where number = 2", SealAltered, 5, 2)]
    [InlineData("a seal's hash", "update ops.seals set hash = sha256(hash) where number = 2", SealAltered, 5, 2)]
    [InlineData("a seal's row hash", "update ops.seals set row_hashes = set_byte(row_hashes, 3, 255 - get_byte(row_hashes, 3)) where number = 3", SealAltered, 10, 3)]
    [InlineData("a seal's range", "update ops.seals set last_position = 13 where number = 3", SealAltered, 10, 3)]
    [InlineData("a seal's signature", "update ops.seals set signature = set_byte(signature, 63, 255 - get_byte(signature, 63)) where number = 1", SealAltered, 1, 1)]
    [InlineData("the last seal deleted", "delete from ops.seals where number = 3", SealMissing, 10, 3)]
    [InlineData("a seal in the middle deleted", "delete from ops.seals where number = 2", SealMissing, 5, 2)]
    [InlineData("all seals deleted", "delete from ops.seals", SealMissing, 1, 1)]
    [InlineData("the end of both cut off", "delete from ops.seals where number = 3; delete from events.mt_events where seq_id >= 10", SealMissing, 10, 3)]
    [InlineData("a seal put twice", "insert into ops.seals select 4, first_position + 100, last_position + 100, events, positions, previous, hash, row_hashes, key_id, signature, sealed_at from ops.seals where number = 3", SealAltered, 13, 4)]
    public async Task What_was_done_is_named(string what, string sql, SealFaultKind kind, long position, long seal)
    {
        await using var log = await ThreeSealsAsync();
        Assert.Equal(new SealReport(3, 11, 12, 0, Fault: null), await log.VerifyAsync());

        await log.TamperAsync(sql);
        var report = await log.VerifyAsync();
        Assert.True(new SealFault(kind, position, seal) == report.Fault, $"{what}: {report.Fault}");
        Assert.Contains(position.ToString(System.Globalization.CultureInfo.InvariantCulture), report.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_that_cannot_be_read_does_not_hide_those_behind_it()
    {
        await using var log = await ThreeSealsAsync();
        await log.TamperAsync("update ops.seals set last_position = last_position - 1 where number = 2");
        var newest = await SealTable.ReadNewestAsync(log.Log.Database.Pool, before: null, limit: 2, _cancellation);
        Assert.Equal([3L, 1L], newest.Select(seal => seal.Number));
        Assert.Equal([1L], (await SealTable.ReadNewestAsync(log.Log.Database.Pool, before: 3, limit: 1, _cancellation)).Select(seal => seal.Number));
    }

    [Fact]
    public async Task An_end_that_was_written_and_chained_anew_is_not_believed()
    {
        await using var log = await ThreeSealsAsync();
        await log.TamperAsync("delete from ops.seals where number > 1; update events.mt_events set data = '{\"name\":\"x\"}' where seq_id > 4");
        using var own = SealedLog.NewKeys(log.Keys.PublicKeys.Select(Imported));
        await log.SealerWith(own, log.NewHead()).SealAsync(all: true, _cancellation);
        Assert.Equal(new SealFault(KeyUnknown, 5, 2), (await log.VerifyAsync()).Fault);

        // The same, with the trusted key's name on it.
        await log.TamperAsync($"update ops.seals set key_id = '{log.Keys.PublicKeys.Single().KeyId}' where number > 1");
        Assert.Equal(new SealFault(SealAltered, 5, 2), (await log.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Even_the_keys_owner_cannot_replace_a_seal_that_was_taken_away()
    {
        await using var log = await ThreeSealsAsync();
        var exported = await SealTable.CoveringAsync(log.Log.Database.Pool, 5, 9, _cancellation).Select(s => new KnownSeal(s.Number, s.Hash)).ToListAsync(_cancellation);
        await log.TamperAsync("delete from ops.seals where number > 1; update events.mt_events set user_name = 'eve' where seq_id > 4");
        await log.SealerWith(log.Keys, log.NewHead()).SealAsync(all: true, _cancellation);

        Assert.Null((await log.VerifyAsync(withHead: false)).Fault);
        Assert.Equal(new SealFault(SealReplaced, 5, 2), (await new SealVerifier(log.Log.Database.Pool, log.Keys, log.Clock).VerifyAsync(exported, cancellation: _cancellation)).Fault);
    }

    [Fact]
    public async Task Without_any_memory_a_missing_seal_shows_by_what_it_leaves_unsealed()
    {
        await using var log = await ThreeSealsAsync();
        await log.TamperAsync("delete from ops.seals where number = 3");
        log.Clock.Advance(SealVerifier.Patience + TimeSpan.FromMinutes(1));
        Assert.Equal(new SealReport(2, 8, 9, 3, new SealFault(NotSealed, 10, SealNumber: null)), await log.VerifyAsync(withHead: false));
    }

    [Theory]
    [InlineData("delete from ops.seals where number = 3", "Seal 3 is missing")]
    [InlineData("delete from ops.seals", "Seal 3 is missing")]
    [InlineData("update ops.seals set sealed_at = now() where number = 3", "Seal 3 was altered")]
    [InlineData("update ops.seals set positions = 'x' where number = 3", "Seal 3 was altered")]
    [InlineData("update ops.seals set key_id = 'another' where number = 3", "which this host does not know")]
    public async Task Nothing_is_sealed_over_what_was_done_to_the_seals(string sql, string told)
    {
        await using var log = await ThreeSealsAsync();
        await log.TamperAsync(sql);
        await log.AppendAsync(1, seal: false);
        Assert.Contains(told, (await Assert.ThrowsAsync<SealException>(() => log.Sealer.SealAsync(all: true, _cancellation))).Message, StringComparison.Ordinal);
    }

    private async Task<SealedLog> ThreeSealsAsync()
    {
        var log = await SealedLog.NewAsync(_cancellation);
        await log.AppendAsync(4);
        await log.AppendAsync(1, seal: false);
        await using var foreign = await ForeignWriter.OpenAsync(log.Log);
        await foreign.BeginAsync();
        await foreign.RollBackAsync();
        await foreign.AppendAsync("counted", """{"value": 1.50, "of": 12345678901234567890}""");
        await log.AppendAsync(2);
        await log.AppendAsync(3);
        return log;
    }

    private static System.Security.Cryptography.ECDsa Imported(SealPublicKey key)
    {
        var imported = System.Security.Cryptography.ECDsa.Create();
        imported.ImportFromPem(key.Pem);
        return imported;
    }
}
