using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace EventAgents.EventStore.Tests.Seals;

public sealed class SealTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_events_are_sealed_at_once_and_fewer_once_a_minute()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.AppendAsync(3, seal: false);
        Assert.Equal(1, await log.Sealer.SealAsync(cancellation: _cancellation));  // the first has nothing to wait for

        await log.Log.AppendAsync(TestLog.NewStream(), 0, [.. Enumerable.Range(0, 2_100).Select(i => new Counted(i))]);
        Assert.Equal(2, await log.Sealer.SealAsync(cancellation: _cancellation));
        log.Clock.Advance(Sealer.Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await log.Sealer.SealAsync(cancellation: _cancellation));
        log.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await log.Sealer.SealAsync(cancellation: _cancellation));
        Assert.Equal(0, await log.Sealer.SealAsync(all: true, _cancellation));

        Assert.Equal(new SealReport(Seals: 4, Events: 2_103, SealedTo: 2_103, Unsealed: 0, Fault: null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Numbers_that_were_rolled_back_are_no_fault_and_an_archived_stream_neither()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.AppendAsync(2, seal: false);
        await using var foreign = await ForeignWriter.OpenAsync(log.Log);
        await foreign.BeginAsync();
        await foreign.RollBackAsync();
        await log.AppendAsync(2);
        await foreign.AppendAsync("counted", """{"value": 1.50, "of": 12345678901234567890}""");
        await log.AppendAsync(1);

        Assert.Equal("1-2,4-5", (await SealTable.ReadNewestAsync(log.Log.Database.Pool, before: 2, 1, _cancellation)).Single().Positions.ToString());
        await log.Log.ScalarAsync("update events.mt_events set is_archived = true");
        Assert.Null((await log.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task What_is_not_final_yet_is_not_sealed()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await using var foreign = await ForeignWriter.OpenAsync(log.Log);
        await foreign.BeginAsync();
        await log.Log.AppendAsync(TestLog.NewStream(), 0, new Counted(1));  // its number is higher, and its commit earlier
        Assert.Equal(0, await log.Sealer.SealAsync(all: true, _cancellation));

        await foreign.CommitAsync();
        await log.Log.Store.Mark.CatchUpAsync(_cancellation);
        Assert.Equal(1, await log.Sealer.SealAsync(all: true, _cancellation));
        Assert.Equal(2, (await log.VerifyAsync()).Events);
    }

    [Fact]
    public async Task Of_several_hosts_one_seals_at_a_time()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.Log.AppendAsync(TestLog.NewStream(), 0, [.. Enumerable.Range(0, 5_500).Select(i => new Counted(i))]);
        var hosts = Enumerable.Range(0, 4).Select(_ => log.SealerWith(log.Keys, log.NewHead())).ToList();

        while ((await log.VerifyAsync()).SealedTo < 5_500) await Task.WhenAll(hosts.Select(host => host.SealAsync(all: true, _cancellation)));
        Assert.Equal(new SealReport(6, 5_500, 5_500, 0, Fault: null), await log.VerifyAsync());
    }

    [Fact]
    public async Task Seals_of_a_key_that_was_replaced_hold_as_long_as_it_is_trusted()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.AppendAsync(3);
        var before = log.Keys;
        log.RotateKey();
        await log.AppendAsync(3);

        Assert.Equal(2, (await log.VerifyAsync()).Seals);
        Assert.Equal(new SealFault(SealFaultKind.KeyUnknown, 4, 2), (await log.VerifyAsync(before)).Fault);
    }

    [Fact]
    public async Task A_seal_is_a_json_web_signature_over_lines_that_anybody_can_hash()
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.Log.Store.AppendAsync(new AppendRequest(
            [new StreamAppend(new StreamKey("acme", Guid.Parse("0198f000-0000-7000-8000-000000000001")), "counter", 0, [new Named("Zoë \"\n\"")])],
            new EventMetadata { UserName = "ada", CorrelationId = "c", CausationId = "d", Headers = new Dictionary<string, string> { ["traceparent"] = "00-1-2-03", ["a"] = "b" } }), _cancellation);
        await log.AppendAsync(0);

        var row = await log.Log.ScalarAsync("""
            select format(E'{"bdata":null,"causation_id":"d","correlation_id":"c","data":{"name":"Zoë \\"\\n\\""},"headers":{"a":"b","traceparent":"00-1-2-03"},"id":"%s",'
              '"mt_dotnet_type":"EventAgents.EventStore.Tests.Named, EventAgents.EventStore.Tests","seq_id":"1","stream_id":"0198f000-0000-7000-8000-000000000001","tenant_id":"acme",'
              '"timestamp":"%sZ","type":"named","user_name":"ada","version":"1"}', id, rtrim(to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0')) from events.mt_events
            """);
        var parts = (await SealTable.ReadNewestAsync(log.Log.Database.Pool, null, 1, _cancellation)).Single().Jws.Split('.');
        var statement = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. new byte[32], .. Encoding.UTF8.GetBytes($"{row}\n")])), statement.GetProperty("hash").GetString());
        Assert.Equal("1-1", statement.GetProperty("positions").GetString());

        using var key = ECDsa.Create();
        key.ImportFromPem(log.Keys.PublicKeys.Single().Pem);
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        Assert.Equal($$"""{"alg":"ES256","kid":"{{log.Keys.PublicKeys.Single().KeyId}}"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
    }

    [Theory]
    [InlineData("update ops.seals set events = 1")]
    [InlineData("delete from ops.seals")]
    [InlineData("truncate ops.seals")]
    public async Task A_seal_cannot_be_changed(string sql)
    {
        await using var log = await SealedLog.NewAsync(_cancellation);
        await log.AppendAsync(1);
        Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => log.Log.ScalarAsync(sql))).SqlState);
    }

    [Fact]
    public void A_key_on_another_curve_is_refused() => Assert.Throws<ArgumentException>(() => new SealKeys(ECDsa.Create(ECCurve.NamedCurves.nistP384)));
}
