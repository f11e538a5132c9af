using System.Buffers;
using System.Collections.Frozen;
using EventAgents.Pii.Structure;

namespace EventAgents.Pii.Recognizers;

/// <summary>How much a run of characters looks like a password by itself.</summary>
internal static class PasswordForm
{
    /// <summary>Words behind "the password is" that speak of the password and are none.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> States = FrozenSet.ToFrozenSet(
        ("wrong right correct incorrect invalid valid required optional mandatory missing empty blank null none unknown old new same different secret safe secure insecure weak strong good bad fine okay too very long short " +
         "also always never not only just still already now being currently probably literally basically actually going good hard easy simple enough stored kept sent saved set reset changed expired leaked compromised hashed encrypted " +
         "needed here there below above attached visible hidden shown case sensitive unique temporary permanent public private default random generated supposed your their her his our its mine yours that this what which when where " +
         "the and but then them with from into stuck lost broken gone over inside under written printed taped known found given used asked prompted included working accepted rejected denied locked blocked ready about all everything something nothing " +
         "falsch richtig korrekt abgelaufen ungültig gültig vergessen gesperrt leer nötig notwendig erforderlich sicher unsicher nicht noch schon immer weg bekannt geändert zurückgesetzt dort hier unter zu das der die ein eine " +
         "faux bon mauvais incorrecte correcte expiré oublié vide valide invalide obligatoire trop pas toujours perdu changé le la un une " +
         "incorrecta correcta errónea mala buena vacía olvidada caducada obligatoria válida inválida muy no ya el una " +
         "sbagliata corretta errata scaduta dimenticata vuota obbligatoria valida troppo non errada correta expirada esquecida vazia obrigatória muito não " +
         "onjuist verkeerd fout juist verlopen vergeten leeg verplicht niet al te błędne złe poprawne puste fel felaktigt rätt tomt inte forkert feil riktig ikke väärä oikea tyhjä ei").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Signs = SearchValues.Create("!#$%&*+?^~@");
    private static readonly SearchValues<char> Code = SearchValues.Create("/\\=:;,<>|(){}[]\"");
    private static readonly SearchValues<char> RareInNames = SearchValues.Create("!#$%&*+?^~@=_");

    /// <summary>Whether the run has a sign that names of products and standards do not have.</summary>
    public static bool HasSign(ReadOnlySpan<char> run) => run.ContainsAny(RareInNames);

    /// <summary>Letters with digits or signs among them: what words, numbers, dates and paths do not have.</summary>
    public static bool IsStrong(ReadOnlySpan<char> run)
    {
        var digits = CountDigits(run);
        int letters = 0, signs = 0;
        foreach (var c in run)
        {
            if (char.IsLetter(c)) letters++;
            else if (!char.IsAsciiDigit(c) && c is not (' ' or '-' or '\'' or '.' or ',' or '/' or '’' or '–')) signs++;
        }
        return run.Length is >= 5 and <= 64 && letters >= 3 && (digits > 0 || signs > 0) && !Randomness.IsPlaceholder(run) && !run.Contains('(')
            && (signs == 0 || digits > 0 || run.Length >= 8) && !(run[0] is '<' or '[' or '{' or '/' or '#' or '$')
            && !run.Contains("://", StringComparison.Ordinal)
            && !(char.IsAsciiDigit(run[0]) && digits + letters == run.Length && letters <= 3) && run[^1] is not (':' or '=')
            && !(run.Contains('@') && run.Contains('.'));
    }

    /// <summary>Letters, digits and one of the signs that people put into passwords: nothing else looks like it.</summary>
    public static bool IsUnmistakable(ReadOnlySpan<char> run) =>
        IsStrong(run) && run.Length >= 6 && CountDigits(run) > 0 && run.ContainsAny(Signs) && !run.ContainsAny(Code) && run[0] is not ('@' or '#' or '+' or '%')
            && !run.StartsWith("C#", StringComparison.OrdinalIgnoreCase);

    /// <summary>One word that may be a password where something says that a password follows: no state of one, no sentence's word.</summary>
    public static bool IsWord(ReadOnlySpan<char> run)
    {
        if (run.Length is < 4 or > 32 || States.Contains(run) || Randomness.IsPlaceholder(run)) return false;
        foreach (var c in run)
        {
            if (!char.IsLetter(c) && c is not (' ' or '-' or '_')) return false;
        }
        return !run.EndsWith("ed", StringComparison.Ordinal) && !run.EndsWith("ing", StringComparison.Ordinal) && !run.EndsWith("able", StringComparison.Ordinal)
            && !run.EndsWith("ible", StringComparison.Ordinal) && !run.EndsWith("ory", StringComparison.Ordinal)
            && !run.EndsWith("less", StringComparison.Ordinal) && !run.EndsWith("ful", StringComparison.Ordinal) && !run.EndsWith("iert", StringComparison.Ordinal)
            && !run.EndsWith("word", StringComparison.Ordinal) && !run.EndsWith("lich", StringComparison.Ordinal);
    }

    public static int CountDigits(ReadOnlySpan<char> run)
    {
        var count = 0;
        foreach (var c in run) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }
}
