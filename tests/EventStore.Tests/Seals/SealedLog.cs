using System.Globalization;
using System.Security.Cryptography;
using EventAgents.Testing;

namespace EventAgents.EventStore.Tests.Seals;

/// <summary>A log with a key to seal it, and the means of somebody who may do everything in the database.</summary>
public sealed class SealedLog : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventagents-seals-").FullName;

    private SealedLog(TestLog log) => (Log, Head, Sealer) = (log, new SealHead(Path.Combine(_folder, "head")), null!);

    public TestLog Log { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public SealKeys Keys { get; private set; } = NewKeys();

    public SealHead Head { get; private set; }

    public Sealer Sealer { get; private set; }

    public static SealKeys NewKeys(params IEnumerable<ECDsa> trusted) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), trusted);

    public static async Task<SealedLog> NewAsync(CancellationToken cancellation)
    {
        var made = new SealedLog(await TestLog.NewAsync(cancellation));
        made.Sealer = made.SealerWith(made.Keys, made.Head);
        return made;
    }

    public Sealer SealerWith(SealKeys keys, SealHead head) => new(Log.Database, Log.Store.Mark, keys, head, Clock);

    /// <summary>Another host's memory.</summary>
    public SealHead NewHead() => new(Path.Combine(_folder, Guid.NewGuid().ToString("n")));

    /// <summary>From now on seals are made with another key; the one before is trusted on.</summary>
    public void RotateKey()
    {
        Keys = NewKeys(Keys.PublicKeys.Select(key =>
        {
            var trusted = ECDsa.Create();
            trusted.ImportFromPem(key.Pem);
            return trusted;
        }));
        Sealer = SealerWith(Keys, Head);
    }

    /// <summary>Appends so many events to new streams, each with some JSON that is not trivial, and seals all of them at the end.</summary>
    public async Task AppendAsync(int count, bool seal = true)
    {
        for (var i = 0; i < count; i++) await Log.AppendAsync(TestLog.NewStream(), 0, new Named($"Nr. {i.ToString(CultureInfo.InvariantCulture)}"));
        await Log.Store.Mark.CatchUpAsync(CancellationToken.None);
        if (seal) await Sealer.SealAsync(all: true);
    }

    /// <summary>Does something to log or seals that the triggers would refuse.</summary>
    public Task TamperAsync(string sql) => Log.ScalarAsync($"""
        alter table events.mt_events disable trigger user; alter table ops.seals disable trigger user;
        {sql};
        alter table events.mt_events enable trigger user; alter table ops.seals enable trigger user
        """);

    public Task<SealReport> VerifyAsync(SealKeys? keys = null, bool withHead = true) => new SealVerifier(Log.Database.Pool, keys ?? Keys, Clock)
        .VerifyAsync(withHead && Head.Read() is var (number, hash) ? [new KnownSeal(number, hash)] : []);

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
