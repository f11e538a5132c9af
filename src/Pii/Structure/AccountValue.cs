using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Structure;

/// <summary>A field's value that is an account's name.</summary>
internal static class AccountValue
{
    /// <summary>Adds the account's name at the start of the value, or the whole of it where it is quoted.</summary>
    public static void Add(ReadOnlySpan<char> value, int start, bool quoted, List<Finding> findings)
    {
        // "created_by: Ada Lovelace" names a person.
        if (value.IndexOf(' ') is > 1 and var space && char.IsUpper(value[0]) && space + 1 < value.Length && char.IsUpper(value[space + 1]))
        {
            NameValue.Add(value, start, quoted, findings);
            return;
        }
        var run = FieldText.Run(value, quoted: false, 64);
        var item = run.IndexOfAny(',', ';', '&');
        if (item > 0)
        {
            run = run[..item];
            // "user: handle," is code; "user=handle, …" and "user: j.kramer7," are not.
            if (!quoted && item + 1 == value.Length && !FieldText.HasMixture(run) && !run.ContainsAny('.', '_')) return;
        }
        if (run.Length is < 2 or > 64 || (quoted && run.Length != value.Length)) return;
        // "User: I need help" is a speaker, not a login.
        if (!quoted && run.Length < value.Length && value[run.Length] is ' ' && !value[run.Length..].Contains('=')
            && !value[run.Length..].TrimStart().StartsWith('(')) return;
        run = run.TrimEnd(".,;:)]}'");
        // "uid=1004(pat)": a number, and the name that a shell shows behind it.
        var bracket = run.IndexOf('(');
        if (bracket > 0 && !FieldText.HasLetter(run[..bracket])) run = run[..bracket];
        // A number counts accounts of one system; only a long one is worth as much as a name.
        if (run.Length < 2 || AccountNames.IsNobody(run[(run.LastIndexOf('\\') + 1)..]) || run.ContainsAny(FieldText.Code) || run.Contains('/') || run[0] is '-' or '%' || run is "await" or "new" or "this" or "self" or "set"
            || run.StartsWith("self.", StringComparison.Ordinal) || run.StartsWith("this.", StringComparison.Ordinal) || run.StartsWith("req.", StringComparison.Ordinal)
            || (!FieldText.HasLetter(run) && (run.Length < 5 || DateOrTime.IsWhole(run))) || Randomness.IsPlaceholder(run)) return;
        var host = run.IndexOf('@');
        if (host > 0) return;
        FieldText.Add(findings, start, run, EntityType.Username);
    }
}
