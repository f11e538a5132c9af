using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// What in a reply is the caller's own and thus nothing that the model brought in: what goes back in a replacement's place, and what the request held, found
/// or not. Letters' case does not count.
/// </summary>
/// <param name="map">The way back.</param>
/// <param name="found">What was found in the request, by <see cref="Replacements.TakenId"/>.</param>
/// <param name="request">The request's body as the caller sent it, JSON.</param>
internal sealed class CallersOwn(RestoreMap map, IReadOnlySet<UInt128> found, ReadOnlyMemory<byte> request)
{
    private readonly HashSet<UInt128> _originals = [.. map.Entries.Select(e => Replacements.TakenId(e.Original))];
    private readonly Dictionary<UInt128, bool> _answers = [];
    private byte[]? _text;  // the request's, in capitals
    private TextFilter? _filter;

    /// <summary>The request's replacements, and those of the conversation that it continues.</summary>
    public RestoreIndex Replaced => map.Index;

    /// <summary>Whether the request, or the conversation that it continues, held a value as a whole word.</summary>
    /// <param name="value">UTF-8, without escapes.</param>
    public bool Holds(ReadOnlySpan<byte> value)
    {
        var id = Replacements.TakenId(value);
        if (found.Contains(id) || _originals.Contains(id)) return true;
        if (!_answers.TryGetValue(id, out var answer)) _answers[id] = answer = StandsInRequest(Capitals(value));
        return answer;
    }

    private bool StandsInRequest(ReadOnlySpan<byte> value)
    {
        if (value.Length < TextFilter.LeastBytes) return false;  // it stands somewhere in any long text
        if (_text is null)
        {
            var plain = new byte[request.Length];
            _text = Capitals(plain.AsSpan(0, JsonText.Unescape(request.Span, plain, out _)));
            _filter = new TextFilter(_text);
        }
        if (!_filter!.MayHold(value)) return false;
        for (var from = 0; ; from++)
        {
            var at = _text.AsSpan(from).IndexOf(value);
            if (at < 0) return false;
            from += at;
            if (KnownValues.IsWhole(_text, from, value.Length)) return true;
        }
    }

    private static byte[] Capitals(ReadOnlySpan<byte> text)
    {
        var capitals = text.ToArray();
        foreach (ref var c in capitals.AsSpan()) c = (byte)(char.IsAsciiLetterLower((char)c) ? c & ~0x20 : c);
        return capitals;
    }
}
