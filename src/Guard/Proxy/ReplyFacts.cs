using System.Diagnostics;
using System.Security.Cryptography;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>What a reply has told so far, for the record of the call's end.</summary>
internal sealed class ReplyFacts : IDisposable
{
    private StreamRestorer? _stream;
    private ReplySummary? _whole;
    private bool _hasBody;

    public int? Status { get; private set; }

    /// <summary>Timestamp of the provider's first byte; 0 while none has come.</summary>
    public long FirstByteAt { get; private set; }

    public IncrementalHash Commitment { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ReplySummary? Summary => _whole ?? _stream?.Summary;

    /// <summary>Time that restoring took so far.</summary>
    public TimeSpan Restoring { get; private set; }

    /// <summary>Whether restoring began; false for a reply without a body.</summary>
    public bool HasRestored { get; private set; }

    /// <summary>Whether restoring broke off in the middle.</summary>
    public bool IsRestoring { get; private set; }

    /// <summary>Restoring goes on from here.</summary>
    /// <returns>The time, for <see cref="RestoredSince"/>.</returns>
    public long BeginRestoring()
    {
        (HasRestored, IsRestoring) = (true, true);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Counts the time since <paramref name="startedAt"/> as restoring.</summary>
    public void RestoredSince(long startedAt)
    {
        Restoring += Stopwatch.GetElapsedTime(startedAt);
        IsRestoring = false;
    }

    public void Began(int status, long at) => (Status, FirstByteAt) = (status, at);

    public void IsStream(StreamRestorer restorer) => (_stream, _hasBody) = (restorer, true);

    public void IsWhole(ReplySummary summary) => (_whole, _hasBody) = (summary, true);

    /// <summary>SHA-256 of what was received, in hex; null when there was no body.</summary>
    public string? CommitmentHex() => _hasBody ? Convert.ToHexStringLower(Commitment.GetCurrentHash()) : null;

    public void Dispose() => Commitment.Dispose();
}
