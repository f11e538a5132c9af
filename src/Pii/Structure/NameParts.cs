using System.Buffers;

namespace EventAgents.Pii.Structure;

/// <summary>The tagger takes names with a sign between them for one: "Ada Lovelace · Alan Turing" is two persons, and markup is part of neither.</summary>
internal static class NameParts
{
    /// <summary>Letters from here on belong to scripts most of which know no capitals.</summary>
    private const char FirstOfOtherScripts = '\u0590';

    private static readonly SearchValues<char> Markup = SearchValues.Create("*|·:{}[]<>=\"\n\t`");

    /// <summary>Splits the tagger's names, which stand sorted from index <paramref name="from"/> on and stay so; what is no name is left with no length.</summary>
    public static void Split(ReadOnlySpan<char> text, List<Finding> findings, int from)
    {
        var known = findings.Count;
        // What is behind a sign comes to the end of the list, and is split there in its turn.
        for (var i = from; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (finding.Type != EntityType.Person) continue;
            var name = text.Slice(finding.Start, finding.Length);
            var end = EndOfName(name);
            var part = end < 0 ? name : name[..end].TrimEnd(" ,");
            findings[i] = finding with { Length = i < known || IsName(part, after: text[(finding.Start + part.Length)..]) ? part.Length : 0 };
            if (end < 0) continue;
            var rest = end;
            while (rest < name.Length && !char.IsLetter(name[rest])) rest++;
            if (rest < name.Length) findings.Add(finding with { Start = finding.Start + rest, Length = name.Length - rest });
        }
        if (findings.Count > known) findings.Sort(from, findings.Count - from, Comparer<Finding>.Create(static (one, other) => one.Start.CompareTo(other.Start)));
    }

    /// <summary>Where markup ends a name; a nickname in quotes between a first and a last name is part of it: Ada "Countess" Lovelace.</summary>
    private static int EndOfName(ReadOnlySpan<char> name)
    {
        var markup = name.IndexOfAny(Markup);
        if (markup < 1 || name[markup] != '"' || name[markup - 1] != ' ') return markup;
        var close = name[(markup + 1)..].IndexOfAny(Markup) + markup + 1;
        if (close == markup || name[close] != '"' || close + 1 == name.Length || name[close + 1] != ' ') return markup;
        var next = name[(close + 1)..].IndexOfAny(Markup);
        return next < 0 ? -1 : close + 1 + next;
    }

    /// <summary>Whether a part behind a sign has a name's letters and is not a label: "**Comms:**".</summary>
    private static bool IsName(ReadOnlySpan<char> part, ReadOnlySpan<char> after)
    {
        if (after.TrimStart("*\"").StartsWith(':')) return false;
        foreach (var c in part)
        {
            if (char.IsUpper(c) || (c >= FirstOfOtherScripts && char.IsLetter(c))) return true;
        }
        return false;
    }
}
