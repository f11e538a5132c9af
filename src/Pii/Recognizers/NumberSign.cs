using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Numbers that a number sign announces behind any noun: "Fallnr. 2025/118-2448", "numéro d'allocataire 5581204", "событие № 771-2093". Numbers of
/// pages, articles, rooms and the like are left out.
/// </summary>
internal sealed class NumberSign : Recognizer
{
    private static readonly HashSet<ulong> Signs = WordHash.SetOf("no nr num nro n nº núm núm numéro numero número numer nummer number numara numarası číslo č č.p szám номер αριθμός número");

    /// <summary>What is numbered without being anybody's.</summary>
    private static readonly HashSet<ulong> Things = WordHash.SetOf(
        "article artikel art articolo artículo artigo page seite seiten pagina página room zimmer chambre version line zeile ligne línea port issue rfc pr pull sku lot charge chargen part teile teil pièce modell model modèle serien serial série serie haus house hausnummer platz seat sitz bus gleis kapitel chapter figure fig " +
        "table tabelle bug patent iso din en section paragraph abschnitt step schritt row column node shard thread item product produkt level floor etage channel build release bestell nomor question frage option exercise aufgabe test unit lesson week day season episode volume vol edition isbn there is has with are have be telephone tel phone fax call mobile handy ring dial " +
        "street straße avenue via calle rue und the a of in at to części katalogowy seryjny modelu produktu wyrobu dílu součásti alkatrész piesei parça sample batch lote lotto material item asset batch commit error");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "Fallnr. «2025/118-2448», aufgenommen", "numéro d'allocataire «5581204» depuis", "замовлення № «771-2093» не", "Litige n° «24/03317».", "Journalnr «J-2025-66018».", "Numer reklamacji: «RK/2025/08/3317»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "Artikelnr. 402118-33", "there are no 12345 items", "page no. 12345", "chapter number 12", "Seriennummer 4417720", "version nr 2024-11", "n 100000", "no 5 of 12", "step no. 4711-2",
        "phone number 5550132", "number 4711",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 1; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (!token.HasDigit || token.Length > 24 || (scan.Tokens[i - 1].HasDigit && scan.Tokens[i].Start - scan.Tokens[i - 1].End < 2)) continue;
            if (IsAnnounced(scan, i)) i = Math.Max(i, Read(scan, i, findings));
        }
    }

    private static bool IsAnnounced(in Scan scan, int value)
    {
        // Capitals before the digits belong to the value: RK/2025, J-2025.
        var first = value;
        if (scan.Tokens[first - 1].Kind == TokenKind.Upper && scan.Tokens[first - 1].Length <= 4 && scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start] is "-" or "/") first--;
        // "n° RG 24/03317": letters of a register between the sign and the number.
        if (first > 1 && scan.Tokens[first - 1].Kind == TokenKind.Upper && scan.Tokens[first - 1].Length <= 4 && Signs.Contains(scan.Tokens[first - 2].Hash)) first--;
        if (first == 0) return false;
        var gap = scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start];
        if (gap.Length > 4 || gap.ContainsAny('\n', ',') || gap.ContainsAny('(', ';')) return false;
        var before = first - 1;
        var word = scan.TextOf(scan.Tokens[before]);
        if (gap.Contains('№')) return !Things.Contains(scan.Tokens[before].Hash);
        // Fallnr., Journalnummer: the sign is the word's end.
        if (word.Length >= 6 && (word.EndsWith("nr", StringComparison.Ordinal) || word.EndsWith("nummer", StringComparison.Ordinal) || word.EndsWith("numret", StringComparison.Ordinal) || word.EndsWith("nummeret", StringComparison.Ordinal)))
            return !Things.Contains(WordHash.Of(word[..word.LastIndexOf('n')].TrimEnd("s-"))) && !Things.Contains(WordHash.Of(word[..^(word.EndsWith("nr") ? 2 : 6)]));
        var hasSign = gap.ContainsAny('°', 'º', '.') || gap.Contains(':');
        if (Signs.Contains(scan.Tokens[before].Hash) || scan.TextOf(scan.Tokens[before]) is "º" or "°")
        {
            if (word is "no" or "n" or "No" && !hasSign) return false;
            while (before > 0 && (Signs.Contains(scan.Tokens[before].Hash) || scan.TextOf(scan.Tokens[before]) is "º")) before--;
            return IsNoun(scan, before);
        }
        // numéro d'allocataire 5581204, numer reklamacji: …
        for (var i = before - 1; i >= Math.Max(0, before - 2); i--)
        {
            if (Signs.Contains(scan.Tokens[i].Hash) && scan.Tokens[i].Length >= 5) return IsNoun(scan, before) && !scan.Text[scan.Tokens[i].End..scan.Tokens[before].Start].ContainsAny('\n', ',');
        }
        return false;
    }

    private static bool IsNoun(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        return !token.HasDigit && token.Length >= 4 && !Things.Contains(token.Hash) && (token.Cue & (Cue.Phone | Cue.Version | Cue.Address)) == 0 && (token.Cue & Cue.Goods) == 0;
    }

    /// <summary>Takes the groups that signs join; five digits, or four with letters or in groups.</summary>
    private static int Read(in Scan scan, int value, List<Finding> findings)
    {
        var first = value;
        if (scan.Tokens[first - 1].Kind == TokenKind.Upper && scan.Tokens[first - 1].Length <= 4 && scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start] is "-" or "/") first--;
        var start = scan.Tokens[first].Start;
        if (!scan.IsFreeBefore(start)) return value;
        var last = value;
        int digits = CountDigits(scan, value), groups = first < value ? 2 : 1;
        while (last + 1 < scan.Tokens.Length && scan.Tokens[last + 1].Start == scan.Tokens[last].End + 1 && scan.Text[scan.Tokens[last].End] is '-' or '/' or '.'
            && scan.Tokens[last + 1].End - start <= 30 && (scan.Tokens[last + 1].Kind & (TokenKind.Lower | TokenKind.Foreign)) == 0)
        {
            digits += CountDigits(scan, ++last);
            groups++;
        }
        var end = scan.Tokens[last].End;
        var isMixed = groups > 1 || scan.Tokens[last].HasLetter;
        if (digits < (isMixed ? 4 : 5) || digits > 20 || DateOrTime.IsWhole(scan.Text[start..end]) || scan.At(end) is '@' or '%' or '_') return value;
        findings.Add(new Finding(start, end - start, EntityType.Code, 0.6f, FindingSource.Context));
        return last;
    }

    private static int CountDigits(in Scan scan, int index)
    {
        var count = 0;
        foreach (var c in scan.TextOf(scan.Tokens[index])) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }
}
