using System.Buffers;
using System.Text.Json;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>Restores events: finds the streams of text in them, and sends what waits before the event that ends its stream.</summary>
internal sealed class StreamEvents
{
    private readonly StreamRules _rules;
    private readonly RestoreIndex _index;
    private readonly bool _hidesUsage;
    private readonly ReplyMasker? _masker;
    private readonly UsageMeter _usage = new();
    private readonly ReplyWalker _walker;
    private readonly Dictionary<ChannelKey, StreamChannel> _channels = [];
    private readonly EventTemplates _templates = new();
    private readonly EventFrame _frame = new();
    private readonly ByteBuffer _piece = new();
    private readonly ByteBuffer _masked = new();
    private ChoiceEnvelope? _envelope;

    public StreamEvents(StreamRules rules, RestoreIndex index, bool hidesUsage, ReplyMasker? masker)
    {
        (_rules, _index, _hidesUsage, _masker) = (rules, index, hidesUsage, masker);
        _walker = new ReplyWalker(index, _usage, masker);
    }

    public ReplySummary Summary => new(
        _usage.ToUsage(), _walker.Restored + _channels.Values.Sum(c => c.Restored), _walker.Unrestored + _channels.Values.Sum(c => c.Unrestored))
    {
        Labels = _walker.Labels,
    };

    /// <summary>Writes one event, given with its line ends and the empty line.</summary>
    public void Write(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        if (_templates.Find(raw, out var start, out var length) is { } channel) WriteAlike(raw, start, length, channel, output);
        else WriteRead(raw, isLast: false, output);
    }

    /// <summary>Writes what the reply broke off with: an event without its empty line, or a part of one. Nothing may follow it, so nothing is held back.</summary>
    public void WriteLast(ReadOnlySpan<byte> raw, IBufferWriter<byte> output) => WriteRead(raw, isLast: true, output);

    /// <summary>Writes every tail that waits: the reply is over.</summary>
    public void FlushAll(IBufferWriter<byte> output)
    {
        _walker.Deltas.Clear();
        Flush(Ending.All, output);
    }

    /// <summary>Writes an event of which all but the text is known.</summary>
    private void WriteAlike(ReadOnlySpan<byte> raw, int start, int length, StreamChannel channel, IBufferWriter<byte> output)
    {
        _piece.Clear();
        if (!channel.Push(raw.Slice(start, length), isLast: false, _piece))
        {
            output.Write(raw);
            return;
        }
        var before = raw[..start];
        var after = raw[(start + length)..];
        output.Write(before);
        output.Write(_piece.Written);
        output.Write(after);
        if (_envelope is not null || !channel.HoldsBack) return;
        channel.Before.Clear();
        channel.Before.Append(before);
        channel.After.Clear();
        channel.After.Append(after);
    }

    private void WriteRead(ReadOnlySpan<byte> raw, bool isLast, IBufferWriter<byte> output)
    {
        _frame.Read(raw);
        var data = _frame.Data(raw);
        var isMasked = TryMask(ref raw, ref data);
        var counted = _walker.Restored + _walker.Unrestored;
        if (!TryWalk(data))
        {
            if (isLast || data.StartsWith("[DONE]"u8)) FlushAll(output);
            output.Write(raw);
            return;
        }
        var type = data.Slice(_walker.Type.Start, _walker.Type.Length);
        var ending = isLast || _walker.HasError ? Ending.All : _rules.EndsWith(type);
        var isPlain = !isMasked && ending == Ending.None && _walker.Edits.Count == 0 && !_walker.HasUsage && counted == _walker.Restored + _walker.Unrestored;
        RestoreDeltas(raw, data, type, ending);
        Flush(ending, output);
        if (_rules.FlushesAsChoice && _walker.Choices.Start >= 0)
        {
            var isEmpty = data.Slice(_walker.Choices.Start, _walker.Choices.Length).IndexOf((byte)'{') < 0;
            if (isEmpty && _hidesUsage && _walker.HasUsage) return;
            if (!isEmpty) _envelope ??= new ChoiceEnvelope(_frame, raw, data, _walker.Choices);
        }
        if (_walker.Edits.Count == 0) output.Write(raw);
        else _frame.Write(raw, data, _walker.Edits, output);
        if (isPlain && _walker.Deltas is [{ Kind: not ChannelKind.None } only] && _templates.Takes(raw.Length) && _frame.DataStart is { } offset)
        {
            _templates.Add(new EventTemplate(raw, [.. _walker.Gaps.Select(gap => gap with { Start = gap.Start + offset })], ChannelOf(only, type)));
        }
    }

    /// <summary>Masks what an event says beside its piece of a streamed text. One that cannot be read must not go out.</summary>
    private bool TryMask(ref ReadOnlySpan<byte> raw, ref ReadOnlySpan<byte> data)
    {
        if (_masker is null) return false;
        _masked.Clear();
        _frame.CopyOthers(raw, _masked);
        var isDone = data.StartsWith("[DONE]"u8);
        if (isDone) _masked.Append(data);
        if (!_masker.MaskText(_masked.Written).SequenceEqual(_masked.Written)) throw new InvalidDataException("A line of the reply that is no data holds personal data.");
        if (data.IsEmpty || isDone) return false;
        try
        {
            if (_masker.Mask(data, _rules.Event) is not { } edits) return false;
            _masked.Clear();
            _frame.Write(raw, data, edits, _masked);
        }
        catch (JsonException)
        {
            throw new InvalidDataException("An event of the reply is no JSON.");
        }
        raw = _masked.Written;
        _frame.Read(raw);
        data = _frame.Data(raw);
        return true;
    }

    private bool TryWalk(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return false;
        try
        {
            _walker.Walk(data, _rules.Event);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void RestoreDeltas(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, ReadOnlySpan<byte> type, Ending ending)
    {
        foreach (var delta in _walker.Deltas)
        {
            if (delta.Kind == ChannelKind.None) continue;
            var channel = ChannelOf(delta, type);
            _piece.Clear();
            if (!channel.Push(data.Slice(delta.Start, delta.Length), IsEnded(delta.Outer, ending), _piece)) continue;
            _walker.Edits.Add(delta.Start, delta.Length, _piece.Written);
            if (_envelope is not null || !channel.HoldsBack) continue;
            channel.Before.Clear();
            channel.After.Clear();
            _frame.WriteBefore(raw, data, delta.Start, channel.Before);
            _frame.WriteAfter(raw, data, delta.Start + delta.Length, channel.After);
        }
        _walker.Edits.Sort();
    }

    private StreamChannel ChannelOf(Delta delta, ReadOnlySpan<byte> type)
    {
        var typeHash = delta.Kind is ChannelKind.Delta or ChannelKind.JsonDelta ? Shape.HashOf(type) : 0;
        var key = new ChannelKey(delta.Kind, typeHash, delta.Outer, delta.Inner);
        if (_channels.TryGetValue(key, out var channel)) return channel;
        var isJson = delta.Kind is ChannelKind.Arguments or ChannelKind.FunctionCall or ChannelKind.JsonDelta;
        return _channels[key] = new StreamChannel(_index, isJson, _masker);
    }

    private bool IsEnded(int outer, Ending ending)
    {
        if (ending == Ending.All || ending == Ending.Numbered && outer == _walker.Outer) return true;
        foreach (var delta in _walker.Deltas)
        {
            if (delta.Kind == ChannelKind.None && delta.Outer == outer) return true;
        }
        return false;
    }

    private void Flush(Ending ending, IBufferWriter<byte> output)
    {
        foreach (var (key, channel) in _channels)
        {
            if (!IsEnded(key.Outer, ending)) continue;
            if (channel.HoldsBack) WriteTail(key, channel, output);
            channel.End();
        }
    }

    private void WriteTail(ChannelKey key, StreamChannel channel, IBufferWriter<byte> output)
    {
        var held = channel.TakeHeld();  // before anything is written: it may fail
        if (_envelope is not null)
        {
            _envelope.Write(key.Kind, key.Outer, key.Inner, held, output);
            return;
        }
        output.Write(channel.Before.Written);
        output.Write(held);
        output.Write(channel.After.Written);
    }
}
