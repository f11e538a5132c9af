using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Numbers of persons, companies, accounts and insurances, from the tables of <see cref="IdRule"/>. A candidate is one
/// token or up to seven that single separators join; its compact form is compared with the rules of that length.
/// </summary>
internal sealed class Identifiers : Recognizer
{
    private const int MaxGroups = 7, MaxLength = 24;

    private readonly IdRule[] _rules;
    private readonly IdRule[][] _byLength;

    public Identifiers(params IReadOnlyList<IdRule>[] tables)
    {
        _rules = [.. tables.SelectMany(table => table)];
        _byLength = [.. Enumerable.Range(0, MaxLength + 1).Select(length => _rules.Where(rule => rule.Shape.Length == length).ToArray())];
    }

    public IReadOnlyList<IdRule> Rules => _rules;

    public override IReadOnlyList<string> Finds { get; } =
    [
        "my ssn is «219-09-9998»", "«078-05-1123»", "NINO: «AB 12 34 56 C»", "her «X1234567L» card", "CPF «111.444.777-35»", "pesel «44051401458»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "078-05-0000", "666-12-3456", "a78051123b", "550e8400-e29b-41d4-a716-446655440000", "build 44051401458", "order 1234567893 shipped", "x_078-05-1123_y",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        Span<char> compact = stackalloc char[MaxLength];
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (!CanStart(scan, i) || !scan.IsFreeBefore(token.Start)) continue;
            FindAt(scan, i, compact, findings);
        }
    }

    /// <summary>A number starts with a token that holds a digit, or with a few letters right before one.</summary>
    private static bool CanStart(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        if (token.Length > MaxLength || (token.Kind & TokenKind.Foreign) != 0) return false;
        if (token.HasDigit) return true;
        return token.Length <= 6 && index + 1 < scan.Tokens.Length && scan.Tokens[index + 1].HasDigit && scan.Tokens[index + 1].Start == token.End + 1;
    }

    private void FindAt(in Scan scan, int first, Span<char> compact, List<Finding> findings)
    {
        Span<int> groups = stackalloc int[MaxGroups];
        int length = 0, count = 0;
        char separator = '\0';
        var mixed = false;
        Finding best = default;
        for (var i = first; i < scan.Tokens.Length && count < MaxGroups; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (length + token.Length > MaxLength || (token.Kind & TokenKind.Foreign) != 0) break;
            if (count > 0)
            {
                var between = scan.Tokens[i - 1].End;
                if (token.Start != between + 1 || !IsSeparator(scan.Text[between])) break;
                mixed |= count > 1 && scan.Text[between] != separator;
                separator = scan.Text[between];
            }
            scan.Text[token.Start..token.End].ToUpperInvariant(compact[length..]);
            length += token.Length;
            groups[count++] = token.Length;
            if (length < 7 || !scan.IsFreeAfter(token.End)) continue;
            var found = Match(scan, first, i, compact[..length], groups[..count], separator, mixed);
            if (found.Length > 0
                && (best.Length == 0 || found.Source < best.Source || (found.Source == best.Source && found.Length > best.Length))) best = found;
        }
        if (best.Length > 0) findings.Add(best);
    }

    private Finding Match(in Scan scan, int first, int last, ReadOnlySpan<char> compact, ReadOnlySpan<int> groups, char separator, bool mixed)
    {
        // What the word right before says goes before what others near say: "BSN 111222333, patient no. 7".
        var direct = scan.CueBefore(first);
        if (direct != Cue.None
            && Match(scan, first, last, compact, groups, separator, mixed, direct, onlyAnnounced: true) is { Length: > 0 } announcedHere) return announcedHere;
        return Match(scan, first, last, compact, groups, separator, mixed, cue: null, onlyAnnounced: false);
    }

    private Finding Match(in Scan scan, int first, int last, ReadOnlySpan<char> compact, ReadOnlySpan<int> groups, char separator, bool mixed, Cue? cue,
        bool onlyAnnounced)
    {
        foreach (var rule in _byLength[compact.Length])
        {
            var proof = groups.Length == 1 ? rule.Plain : rule.Grouped;
            if (proof == Proof.Never || !rule.HasShape(compact)) continue;
            if (groups.Length > 1)
            {
                if ((mixed && !rule.MixedSeparators) || (rule.Separator != '\0' && separator != rule.Separator) || !IsGrouping(rule.Groups, groups)) continue;
                if (separator == ' ' && scan.IsPieceOfRow(first, last)) continue;
            }
            if (!rule.Check(compact)) continue;
            cue ??= scan.CueNear(first, last);
            var announced = (cue.Value & rule.Cue) != 0;
            if (onlyAnnounced && !announced) continue;
            var start = scan.Tokens[first].Start;
            var size = scan.Tokens[last].End - start;
            if (proof == Proof.None) return new Finding(start, size, rule.Type, announced ? 0.97f : 0.9f, FindingSource.Proven);
            if (announced) return new Finding(start, size, rule.Type, 0.85f, FindingSource.Context);
            if (proof == Proof.Sole && scan.IsBare) return new Finding(start, size, rule.Type, 0.6f, FindingSource.Context);
        }
        return default;
    }

    private static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '/' or '_' or '+';

    /// <summary>Whether these groups' lengths are one of the alternatives of <paramref name="allowed"/>.</summary>
    private static bool IsGrouping(string allowed, ReadOnlySpan<int> groups)
    {
        foreach (var range in allowed.AsSpan().Split('|'))
        {
            var index = 0;
            var fits = true;
            var alternative = allowed.AsSpan(range);
            foreach (var part in alternative.Split(' '))
            {
                fits &= index < groups.Length && int.Parse(alternative[part], provider: null) == groups[index];
                index++;
            }
            if (fits && index == groups.Length) return true;
        }
        return false;
    }
}
