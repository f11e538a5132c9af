using System.Buffers;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// Looks for what a model brings into one reply: on the reply's way to the caller where the policy masks it, beside that way where it is only counted, so that
/// nothing waits for it.
/// </summary>
internal sealed class ReplyScan
{
    private readonly GuardCall _call;
    private readonly ReplyMasker _masker;
    private readonly int _maxWaitingBytes;
    private Task _beside = Task.CompletedTask;
    private StreamRestorer? _stream;
    private int _waiting;  // bytes that were received and not looked at yet

    private ReplyScan(GuardCall call, ReplyMasker masker, int maxWaitingBytes) => (_call, _masker, _maxWaitingBytes) = (call, masker, maxWaitingBytes);

    /// <summary>What masks the reply on its way; null where it is only counted.</summary>
    public ReplyMasker? Masker => _call.Policy!.RepliesInMode == ReplyAction.Mask ? _masker : null;

    /// <summary>The scan of a call's reply; null where the policy has none.</summary>
    /// <param name="call">The masked call.</param>
    /// <param name="masker">Masks.</param>
    /// <param name="maxWaitingBytes">What may wait to be looked at beside a reply; beyond that it is given up.</param>
    public static ReplyScan? Of(GuardCall call, RequestMasker masker, int maxWaitingBytes)
    {
        if (call.Masked is not { } masked) return null;
        var aborted = call.Policy!.RepliesInMode == ReplyAction.Mask ? call.Context.RequestAborted : CancellationToken.None;
        return masker.ForReply(masked, call.Map, call.Policy, call.Key!, aborted) is { } reply ? new ReplyScan(call, reply, maxWaitingBytes) : null;
    }

    /// <summary>Looks at a whole body beside its way.</summary>
    public void Whole(ReadOnlyMemory<byte> body)
    {
        if (Masker is null) Beside(body.Length, () => ReplyRestorer.Restore(body.Span, _call.Route!.Api, _call.Map, new ArrayBufferWriter<byte>(), _masker));
    }

    /// <summary>Looks at the next bytes of a stream beside their way.</summary>
    public void Received(ReadOnlySpan<byte> bytes)
    {
        if (Masker is not null) return;
        var copy = bytes.ToArray();
        Beside(copy.Length, () => (_stream ??= new StreamRestorer(_call.Route!.Api, _call.Map, hidesUsage: false, _masker)).Push(copy, new ByteBuffer()));
    }

    /// <summary>Waits until all has been looked at.</summary>
    /// <returns>Values by type and action; null where it failed, so that nothing is known.</returns>
    public async Task<IReadOnlyList<EntityCount>?> CountAsync()
    {
        Beside(0, () => _stream?.Finish(new ByteBuffer()));
        try
        {
            await _beside;
            return _masker.Counts;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Goes on in the background, in order; what follows a failure is not looked at.</summary>
    private void Beside(int bytes, Action look)
    {
        if (Interlocked.Add(ref _waiting, bytes) > _maxWaitingBytes) _beside = Task.FromException(new InvalidDataException("The reply comes faster than it is looked at."));
        _beside = _beside.ContinueWith(
            _ =>
            {
                look();
                Interlocked.Add(ref _waiting, -bytes);
            },
            CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }
}
