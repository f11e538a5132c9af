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
/// <param name="onEnd">Runs before the end is handed on.</param>
internal sealed class RestoringStream(
    Stream upstream, StreamRestorer restorer, ReplyFacts facts, ReplyHead? head, Func<CancellationToken, ValueTask> onEnd) : Stream
{
    private const int ChunkBytes = 16 * 1_024;

    private readonly byte[] _chunk = new byte[ChunkBytes];
    private readonly ByteBuffer _ready = new();
    private int _handedOn;
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_handedOn == _ready.Length)
        {
            if (_hasEnded) return 0;
            _ready.Clear();
            _handedOn = 0;
            await PullAsync(cancellationToken);
        }
        var count = Math.Min(buffer.Length, _ready.Length - _handedOn);
        _ready.WrittenMemory.Slice(_handedOn, count).CopyTo(buffer);
        _handedOn += count;
        return count;
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
        var read = await upstream.ReadAsync(_chunk, cancellation);
        if (read > 0)
        {
            var start = facts.BeginRestoring();
            facts.Commitment.AppendData(_chunk, 0, read);
            head?.Push(_chunk.AsSpan(0, read));
            restorer.Push(_chunk.AsSpan(0, read), _ready);
            facts.RestoredSince(start);
            return;
        }
        restorer.Finish(_ready);
        _hasEnded = true;
        await onEnd(cancellation);
    }
}
