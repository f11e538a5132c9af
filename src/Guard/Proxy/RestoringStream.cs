using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// The provider's stream of events with the originals put back, read as it comes: what may go out is handed on at once. Where the provider breaks
/// off, reading fails too, so that no caller sees a clean end.
/// </summary>
/// <param name="upstream">The provider's bytes, decompressed.</param>
/// <param name="restorer">The machine for this reply.</param>
/// <param name="facts">Takes the digest of what the provider sent, and the time that restoring takes.</param>
/// <param name="head">Sees the provider's bytes too.</param>
/// <param name="scan">Looks for what the model brings in; null where the policy has no replies read.</param>
/// <param name="call">The call, whose dialect an error is written in.</param>
/// <param name="onEnd">Runs before the end is handed on.</param>
internal sealed class RestoringStream(
    Stream upstream, StreamRestorer restorer, ReplyFacts facts, ReplyHead? head, ReplyScan? scan, GuardCall call, Func<CancellationToken, ValueTask> onEnd) : Stream
{
    private readonly Outlet _outlet = new();
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _outlet.Begin(buffer);
        if (buffer.IsEmpty) return _hasEnded || !_outlet.IsEmpty ? 0 : await upstream.ReadAsync(buffer, cancellationToken);  // who reads nothing waits
        while (_outlet.Written == 0 && !_hasEnded) await PullAsync(cancellationToken);
        return _outlet.Written;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) upstream.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask PullAsync(CancellationToken cancellation)
    {
        var room = restorer.Room();
        var read = await upstream.ReadAsync(room, cancellation);
        if (read > 0)
        {
            var start = facts.BeginRestoring();
            facts.Received(room.Span[..read]);
            head?.Push(room.Span[..read]);
            scan?.Received(room.Span[..read]);
            if (TryRestore(read)) facts.RestoredSince(start);
            return;
        }
        if (!TryRestore(read)) return;
        _hasEnded = true;
        await onEnd(cancellation);
    }

    /// <summary>Where what the model brings in cannot be seen, the caller gets an error as the last event, and the provider's connection is closed.</summary>
    /// <param name="count">Bytes that came; 0 at the end.</param>
    private bool TryRestore(int count)
    {
        try
        {
            if (count > 0) restorer.Push(count, _outlet);
            else restorer.Finish(_outlet);
            return true;
        }
        catch (Exception failure) when (scan?.Masker is not null && failure is not (OperationCanceledException or OutOfMemoryException))
        {
            facts.Withhold();
            ProviderErrors.WriteEvent(call.Route!.Api, new Refusal(RefusalReason.DetectorFailed, "the reply"), call.Id.ToString(), _outlet);
            _hasEnded = true;
            upstream.Dispose();
            return false;
        }
    }
}
