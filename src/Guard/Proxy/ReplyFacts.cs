using System.Diagnostics;
using System.Security.Cryptography;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>What a reply has told so far, for the record of the call's end.</summary>
internal sealed class ReplyFacts : IDisposable
{
    private StreamRestorer? _stream;
    private ReplySummary? _whole;
    private IncrementalHash? _received;
    private string? _digest;

    public int? Status { get; private set; }

    /// <summary>Timestamp of the provider's first byte; 0 while none has come.</summary>
    public long FirstByteAt { get; private set; }

    public ReplySummary? Summary => _whole ?? _stream?.Summary;

    /// <summary>Time that restoring took so far.</summary>
    public TimeSpan Restoring { get; private set; }

    /// <summary>Whether restoring began; false for a reply without a body.</summary>
    public bool HasRestored { get; private set; }

    /// <summary>Whether restoring broke off in the middle.</summary>
    public bool IsRestoring { get; private set; }

    /// <summary>Whether the reply could not be scanned, so that the caller must not get the rest of it.</summary>
    public bool IsWithheld { get; private set; }

    public void Withhold() => IsWithheld = true;

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

    public void IsStream(StreamRestorer restorer) => (_stream, _received) = (restorer, IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <summary>The next bytes of a stream.</summary>
    public void Received(ReadOnlySpan<byte> bytes) => _received!.AppendData(bytes);

    /// <summary>The whole body, and what it told.</summary>
    public void IsWhole(ReadOnlySpan<byte> body, ReplySummary summary) => (_whole, _digest) = (summary, Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <summary>SHA-256 of what was received, in hex; null when there was no body.</summary>
    public string? CommitmentHex() => _received is { } stream ? Convert.ToHexStringLower(stream.GetCurrentHash()) : _digest;

    public void Dispose() => _received?.Dispose();
}
