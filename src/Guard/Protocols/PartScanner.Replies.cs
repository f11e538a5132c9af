using System.Buffers;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <content>What a model brings into its reply.</content>
internal sealed partial class PartScanner
{
    private const int LeastRest = 4;  // bytes

    /// <summary>What stands between a replacement and the rest of a finding; none of it ends an escape.</summary>
    private static readonly SearchValues<byte> Edges = SearchValues.Create(" ,.;:()-'"u8);

    private readonly List<(int Start, int End)> _replaced = [];

    /// <summary>What is not the caller's own. Of a finding around a replacement, such as a street behind a name, the rest is left.</summary>
    private ReadOnlySpan<CachedFinding> BroughtIn(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<CachedFinding> findings)
    {
        if (findings.IsEmpty) return findings;
        NoteReplaced(raw, isEscaped);
        _kept.Clear();
        var next = 0;
        foreach (var finding in findings)
        {
            if (finding.IsOwn) continue;
            var (start, end) = (finding.Start, finding.Start + finding.Length);
            while (next < _replaced.Count && _replaced[next].End <= start) next++;
            var behind = next;
            for (; behind < _replaced.Count && _replaced[behind].Start < end; behind++)
            {
                Keep(raw, isEscaped, finding, start, _replaced[behind].Start, isRest: true);
                start = _replaced[behind].End;
            }
            var touches = behind < _replaced.Count && !raw[Math.Max(start, end).._replaced[behind].Start].ContainsAnyExcept(Edges);
            Keep(raw, isEscaped, finding, start, end, isRest: behind > next || touches);
        }
        return _kept.ToArray();
    }

    private void NoteReplaced(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        var text = JsonText.Unescaped(raw, isEscaped);
        var offsets = new RawOffsets(raw, isEscaped);
        _replaced.Clear();
        for (var from = 0; own!.Replaced.TryFind(text, from, before: 0, out var start, out var length, out _); from = start + length)
        {
            _replaced.Add((offsets.StartAtUtf8(start), offsets.EndAtUtf8(start + length)));
        }
    }

    /// <summary>Keeps a finding, or what a replacement leaves of it; of a few letters beside one, such as a title's, nothing.</summary>
    private void Keep(ReadOnlySpan<byte> raw, bool isEscaped, CachedFinding finding, int start, int end, bool isRest)
    {
        if (isRest)
        {
            while (start < end && Edges.Contains(raw[start])) start++;
            while (start < end && Edges.Contains(raw[end - 1])) end--;
        }
        if (end - start < (isRest ? LeastRest : 1) || own!.Holds(JsonText.Unescaped(raw[start..end], isEscaped))) return;
        _kept.Add(finding with { Start = start, Length = end - start });
    }
}
