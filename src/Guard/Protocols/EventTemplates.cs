namespace EventAgents.Guard.Protocols;

/// <summary>The last few templates of a stream.</summary>
internal sealed class EventTemplates
{
    private const int Capacity = 4;  // choices and tool calls that alternate
    private const int MaxLength = 16 * 1_024;  // bytes; so that a stream of huge events costs no more memory than its buffer
    private const int MaxUnused = 32;  // a stream whose events never repeat gets no more of them

    private readonly EventTemplate?[] _templates = new EventTemplate?[Capacity];
    private int _last, _unused;

    /// <summary>Whether another template is worth being made of an event of this many bytes.</summary>
    public bool Takes(int length) => _unused < MaxUnused && length <= MaxLength;

    /// <summary>The channel and the place of the text in an event like one that was read before; null where there was none.</summary>
    public StreamChannel? Find(ReadOnlySpan<byte> raw, out int start, out int length)
    {
        for (var i = 0; i < Capacity; i++)
        {
            var slot = (_last + i) % Capacity;
            if (_templates[slot] is not { } template || !template.TryMatch(raw, out start, out length)) continue;
            (_last, _unused) = (slot, 0);
            return template.Channel;
        }
        (start, length) = (-1, 0);
        return null;
    }

    public void Add(EventTemplate template)
    {
        _last = (_last + Capacity - 1) % Capacity;  // the one that was not used for longest
        _templates[_last] = template;
        _unused++;
    }
}
