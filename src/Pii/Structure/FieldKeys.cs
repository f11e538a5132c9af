using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Names of JSON and YAML keys, CSV and SQL columns, form labels, log keys and XML tags, in some ten languages, and what
/// their values are. A name is split where case or separators change; its longest known ending decides.
/// </summary>
internal static class FieldKeys
{
    /// <summary>How many words of a name's ending are compared.</summary>
    private const int MaxWords = 4;

    private static readonly Dictionary<ulong, FieldKind> Kinds = Build();

    /// <summary>What the value of a field with this name is.</summary>
    public static FieldKind Of(ReadOnlySpan<char> name)
    {
        Span<int> starts = stackalloc int[16];
        var words = Words(name, starts);
        for (var first = Math.Max(0, words - MaxWords); first < words; first++)
        {
            var hash = WordHash.Empty;
            foreach (var c in name[starts[first]..])
            {
                if (char.IsLetterOrDigit(c)) hash = WordHash.Continue(hash, c);
            }
            if (Kinds.TryGetValue(hash, out var kind)) return first == 0 || !NeedsWholeName(kind, words - first) ? kind : FieldKind.None;
        }
        if (name.Length > 0 && Tokenizer.IsUnspaced(name[^1])) return OfUnspaced(name);
        // "customer nr", "doc numero": what is numbered decides.
        if (words > 1 && NumberWords.Contains(name[starts[words - 1]..]) && Of(name[..starts[words - 1]].TrimEnd(" _-.")) is var numbered && IsNumbered(numbered)) return numbered;
        return CueKinds.Of(name, starts[..words]);
    }

    /// <summary>The longest known ending of a name in a script without spaces.</summary>
    private static FieldKind OfUnspaced(ReadOnlySpan<char> name)
    {
        for (var start = Math.Max(0, name.Length - 10); start < name.Length - 1; start++)
        {
            if (Kinds.TryGetValue(WordHash.Of(name[start..]), out var kind)) return kind;
        }
        return FieldKind.None;
    }

    private static bool IsNumbered(FieldKind kind) =>
        kind is FieldKind.Card or FieldKind.Bank or FieldKind.Passport or FieldKind.Licence or FieldKind.NationalId or FieldKind.Medical or FieldKind.Vehicle or FieldKind.Code or FieldKind.Phone;

    private static readonly System.Collections.Frozen.FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NumberWords = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ["no", "nr", "num", "number", "nummer", "numero", "número", "numéro", "numer", "id", "ref", "code", "n", "nº", "nro", "value"], StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the whole text is a field's name.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        var hash = WordHash.Empty;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) hash = WordHash.Continue(hash, c);
            else if (c is not (' ' or '-' or '_' or '.')) return false;
        }
        return Kinds.ContainsKey(hash);
    }

    /// <summary>Kinds whose one-word names mean something else behind another word: error_code, order_date, build_user.</summary>
    private static bool NeedsWholeName(FieldKind kind, int words) => words == 1 && kind is FieldKind.Date or FieldKind.Organization;

    /// <summary>Where the words of a name begin: after a separator, or at a capital behind a small letter.</summary>
    private static int Words(ReadOnlySpan<char> name, Span<int> starts)
    {
        var count = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetterOrDigit(name[i])) continue;
            var begins = i == 0 || !char.IsLetterOrDigit(name[i - 1])
                || (char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1]))));
            if (!begins) continue;
            if (count == starts.Length)
            {
                starts[1..].CopyTo(starts);
                count--;
            }
            starts[count++] = i;
        }
        return count;
    }

    private static Dictionary<ulong, FieldKind> Build()
    {
        var kinds = new Dictionary<ulong, FieldKind>();
        foreach (var line in FieldNames.Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':');
            var kind = Enum.Parse<FieldKind>(line[..colon]);
            foreach (var name in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries))
                kinds[WordHash.Of(string.Concat(name.Where(char.IsLetterOrDigit)))] = kind;
        }
        return kinds;
    }
}
