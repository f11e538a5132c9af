using System.Collections.Frozen;

namespace EventAgents.Pii.Structure;

/// <summary>
/// Values whose name is a value itself: <c>{"name": "DB_PASSWORD", "value": "…"}</c>, <c>&lt;add key="Password" value="…"/&gt;</c>,
/// <c>variable "db_password" { default = "…" }</c>, form fields as <c>label</c> and <c>answer</c>.
/// </summary>
internal static class NamedValues
{
    /// <summary>How far before the value its name may stand, in characters.</summary>
    private const int Reach = 120;

    /// <summary>Whether a key of this name holds the value of what is named before it.</summary>
    public static bool IsValueKey(ReadOnlySpan<char> key) =>
        key.Length is >= 2 and <= 16 && ValueKeys.Contains(key);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ValueKeys = FrozenSet.ToFrozenSet(
        ["value", "default", "answer", "val", "content", "stringValue", "number", "no", "nr", "num", "identifier", "docNumber", "doc_number", "docNo", "idValue", "id_value", "documentNumber", "document_number", "numero", "nummer", "response", "text", "data"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What the nearest name before the value says of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keyStart">Where the value's own key begins.</param>
    public static FieldKind KindOf(ReadOnlySpan<char> text, int keyStart)
    {
        var from = Math.Max(0, keyStart - Reach);
        var before = text[from..keyStart];
        // The name of another object says nothing of this one.
        var brace = before.LastIndexOf('}');
        if (brace >= 0) before = before[(brace + 1)..];
        before = before.TrimEnd(" \t\r\n,\"'{");
        // Up to three strings back: type and title may stand between.
        for (var tries = 0; tries < 3 && before.Length > 1; tries++)
        {
            var word = LastName(before, out var start);
            if (word.Length == 0) return FieldKind.None;
            if (FieldKeys.Of(word) is var kind && kind is not (FieldKind.None or FieldKind.Harmless) && IsValue(before[..start])) return kind;
            before = before[..start].TrimEnd(" \t\r\n,\"':={");
        }
        return FieldKind.None;
    }

    /// <summary>The last run of a name's characters; spaces belong to it within quotation marks.</summary>
    private static ReadOnlySpan<char> LastName(ReadOnlySpan<char> text, out int start)
    {
        start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.' or ' ' or ':')) start--;
        var word = text[start..];
        // "name: DB_PASSWORD": the name behind its own key.
        var colon = word.LastIndexOf(':');
        if (colon >= 0)
        {
            start += colon + 1;
            word = text[start..];
        }
        var space = word.Length - word.TrimStart().Length;
        start += space;
        return word[space..];
    }

    /// <summary>Whether what goes before a name says that it is one: name=", "key": ", variable ".</summary>
    private static bool IsValue(ReadOnlySpan<char> before)
    {
        var key = before.TrimEnd(" \t\r\n\"':=");
        foreach (var name in (ReadOnlySpan<string>)["name", "key", "Name", "Key", "field", "label", "id", "variable", "question", "title", "param", "parameter", "property", "attribute", "header", "KEY", "NAME", "Label", "Field", "type", "Type", "kind", "system", "scheme", "TYPE"])
        {
            if (key.EndsWith(name, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
