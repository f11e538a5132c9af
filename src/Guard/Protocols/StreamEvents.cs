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
    private readonly UsageMeter _usage = new();
    private readonly ReplyWalker _walker;
    private readonly Dictionary<ChannelKey, Channel> _channels = [];
    private readonly EventFrame _frame = new();
    private readonly ByteBuffer _piece = new();
    private ChoiceEnvelope? _envelope;

    public StreamEvents(StreamRules rules, RestoreIndex index, bool hidesUsage)
    {
        (_rules, _index, _hidesUsage) = (rules, index, hidesUsage);
        _walker = new ReplyWalker(index, _usage);
    }

    private readonly record struct ChannelKey(ChannelKind Kind, ulong Type, int Outer, int Inner);

    private sealed class Channel(RestoreIndex index, int layers)
    {
        public readonly TextRestorer Text = new(index, layers);
        public readonly ByteBuffer Before = new(), After = new();  // the event around the text that was held back last
    }

    public ReplySummary Summary => new(
        _usage.ToUsage(), _walker.Restored + _channels.Values.Sum(c => c.Text.Restored), _walker.Unrestored + _channels.Values.Sum(c => c.Text.Unrestored));

    /// <summary>Writes one event, given with its line ends and the empty line.</summary>
    public void Write(ReadOnlySpan<byte> raw, IBufferWriter<byte> output)
    {
        _frame.Read(raw);
        var data = _frame.Data(raw);
        if (!TryWalk(data))
        {
            if (data.StartsWith("[DONE]"u8)) FlushAll(output);
            output.Write(raw);
            return;
        }
        var type = data.Slice(_walker.Type.Start, _walker.Type.Length);
        var ending = _walker.HasError ? Ending.All : _rules.EndsWith(type);
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
    }

    /// <summary>Writes every tail that waits: the reply is over.</summary>
    public void FlushAll(IBufferWriter<byte> output)
    {
        _walker.Deltas.Clear();
        Flush(Ending.All, output);
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
            if (!channel.Text.Push(data.Slice(delta.Start, delta.Length), IsEnded(delta.Outer, ending), _piece)) continue;
            _walker.Edits.Add(delta.Start, delta.Length, _piece.Written);
            if (_rules.FlushesAsChoice || channel.Text.Held.IsEmpty) continue;
            channel.Before.Clear();
            channel.After.Clear();
            _frame.WriteBefore(raw, data, delta.Start, channel.Before);
            _frame.WriteAfter(raw, data, delta.Start + delta.Length, channel.After);
        }
        _walker.Edits.Sort();
    }

    private Channel ChannelOf(Delta delta, ReadOnlySpan<byte> type)
    {
        var typeHash = delta.Kind is ChannelKind.Delta or ChannelKind.JsonDelta ? Shape.HashOf(type) : 0;
        var key = new ChannelKey(delta.Kind, typeHash, delta.Outer, delta.Inner);
        if (_channels.TryGetValue(key, out var channel)) return channel;
        var layers = delta.Kind is ChannelKind.Arguments or ChannelKind.FunctionCall or ChannelKind.JsonDelta ? 2 : 1;
        return _channels[key] = new Channel(_index, layers);
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
            if (!channel.Text.Held.IsEmpty) WriteTail(key, channel, output);
            channel.Text.End();
        }
    }

    private void WriteTail(ChannelKey key, Channel channel, IBufferWriter<byte> output)
    {
        if (_rules.FlushesAsChoice)
        {
            _envelope?.Write(key.Kind, key.Outer, key.Inner, channel.Text.Held, output);
            return;
        }
        output.Write(channel.Before.Written);
        output.Write(channel.Text.Held);
        output.Write(channel.After.Written);
    }
}
