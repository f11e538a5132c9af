using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>The way from a label to the number that it announces.</summary>
/// <param name="Value">The index of the number's first token; 0 where there is none.</param>
/// <param name="Cue">What the label, with further labels on the way, announces.</param>
/// <param name="HasNumberWord">Whether a word or sign for numbers stands on the way: "no.", "#", "lautet".</param>
/// <param name="IsFar">Whether other words stand on the way too, so that the number must prove itself by its form.</param>
internal readonly record struct LabelReach(int Value, Cue Cue, bool HasNumberWord, bool IsFar)
{
    /// <summary>How many tokens behind the label are looked at.</summary>
    private const int Tokens = 7;

    /// <summary>How many tokens of an answer are looked at.</summary>
    private const int AnswerTokens = 5;

    /// <summary>What reaches over other words: documents and accounts, whose numbers have forms of their own.</summary>
    private const Cue Reaching = Cue.Passport | Cue.Licence | Cue.Medical | Cue.NationalId | Cue.Bank | Cue.Tax;

    /// <summary>What ends the way, since the number is that one's.</summary>
    private const Cue Others = Cue.Phone | Cue.Version | Cue.Card | Cue.Iban | Cue.Password | Cue.Secret | Cue.User | Cue.Crypto | Cue.Vin | Cue.Imei | Cue.Ssn;

    /// <summary>Words between label and number that say nothing.</summary>
    private static readonly HashSet<ulong> Grammar = [.. ("der die das des dem den ein eine mit von vom bei le la les l du de d des un une avec porte au el los las con del lo il i gli dello della con di o os do da dos das com het een met van bij w z ze jej jego na se s je jeho její " +
        "av på med til den det sin sitt hans hennes her his their our its this that as under by from at mon ma mes sa son ses sua suo seu mijn zijn haar mein meine meiner seine seiner ihre ihrer mi tu minha meu moja mój moje min mitt a az și cu nr " +
        "wird werden becomes sera será será bude bliver blir osobisty osobistego osobistym tożsamości seria serie série totožnosti personal customer patient client kunden vigente valable gültige old new neue neuer alte current").Split(' ').Select(word => WordHash.Of(word))];

    /// <summary>Looks for the number behind a label.</summary>
    public static LabelReach Of(in Scan scan, int label, Cue cue)
    {
        bool hasNumberWord = false, isFar = false;
        var others = 0;
        var limit = label + Tokens;
        for (var i = label + 1; i < scan.Tokens.Length && i <= limit; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            var between = scan.Text[scan.Tokens[i - 1].End..token.Start];
            if (between.Contains('?') && between.Contains('\n'))
            {
                i = Answer(scan, i);
                if (i < 0) return default;
                hasNumberWord = true;
                limit = Math.Max(limit, i + AnswerTokens);
                continue;
            }
            if (between.Length > 4 || between.ContainsAny('\n', ';') || between.Contains('|') || i > label + 1 && between.Contains(". ", StringComparison.Ordinal) && scan.Tokens[i - 1].Length > 5) return default;
            isFar |= between.ContainsAny(',', ')') || between.Contains(" - ", StringComparison.Ordinal);
            if (between.ContainsAny('#', ':', '№') || between.Contains('º')) hasNumberWord = true;
            // "driver licence (NT) 5381607": where it was issued.
            if (token.Kind == TokenKind.Upper && token.Length is 2 or 3 && scan.Before(token.Start) == '(' && scan.At(token.End) == ')')
            {
                i++;
                if (i >= scan.Tokens.Length || !scan.Tokens[i].HasDigit || scan.Tokens[i].Start - scan.Tokens[i - 1].End > 3) return default;
                return new(i, cue, hasNumberWord, isFar);
            }
            // "Ehliyet belge no 444180": one other word before the word for numbers.
            if (isFar && others == 1 && (scan.Tokens[i - 1].Cue & Cue.Filler) != 0 && scan.Tokens[i - 1].Length >= 2 && (cue & Reaching) != 0) isFar = false;
            if (IsValue(scan, i, cue)) return CanReach(cue, isFar, hasNumberWord) ? new(i, cue, hasNumberWord, isFar) : default;
            if (IsLabelWord(scan.TextOf(token)) || Grammar.Contains(token.Hash)) continue;
            if ((token.Cue & (Cue.Filler | LabelledNumber.Labels)) == 0)
            {
                if ((token.Cue & Others) != 0) return default;
                isFar = true;
                others++;
                continue;
            }
            if ((token.Cue & Cue.Filler) != 0) hasNumberWord = true;
            if ((token.Cue & LabelledNumber.Labels & ~Cue.Goods) == 0 || (token.Cue & Cue.Filler) != 0) continue;
            cue = token.Cue & LabelledNumber.Labels;
            isFar = false;
        }
        return default;
    }

    /// <summary>"… your membership number?", next line "CALLER: Yes, it's …": the last token of the speaker's name, or -1.</summary>
    private static int Answer(in Scan scan, int first)
    {
        for (var i = first; i < scan.Tokens.Length && i < first + 3; i++)
        {
            if (scan.At(scan.Tokens[i].End) is ':' or ']' or '>') return i;
            if (i + 1 < scan.Tokens.Length && scan.Text[scan.Tokens[i].End..scan.Tokens[i + 1].Start].Contains('\n')) return -1;
        }
        return -1;
    }

    private static bool CanReach(Cue cue, bool isFar, bool hasNumberWord) => !isFar || (cue & Reaching) != 0 || (cue & Cue.Code) != 0 && hasNumberWord && (cue & Cue.Goods) == 0;

    private static bool IsValue(in Scan scan, int index, Cue cue)
    {
        ref readonly var token = ref scan.Tokens[index];
        if (token.HasDigit) return true;
        if (scan.TextOf(token) is "ISO" or "IEC" or "RFC" or "DIN" or "EN" or "CVE" or "ISBN" or "IEEE" or "NIST" or "ANSI" or "UTC" or "EUR" or "USD" or "GBP") return false;
        if (!IsUpper(scan, token) || (token.Cue & Cue.Filler) != 0 && token.Length > 1 && scan.At(token.End) is not ('-' or '/')) return false;
        // "MRN-3624677" and "XQH 8841": letters that belong to the number.
        if (token.Length <= 5 && IsJoined(scan, index) && scan.Tokens[index + 1].HasDigit) return true;
        // "I C 448/24": a court's register.
        if ((cue & Cue.Code) != 0 && token.Length <= 4 && IsJoined(scan, index) && scan.Tokens[index + 1].Kind == TokenKind.Upper && scan.Tokens[index + 1].Length <= 3
            && IsJoined(scan, index + 1) && scan.Tokens[index + 2].IsNumber) return true;
        // A booking's code may have no digit: six capitals right behind its label.
        if (IsBookingWord(scan, index - 1) && token.Length is >= 5 and <= 7) return true;
        // A BIC has no digit.
        return (cue & Cue.Bic) != 0 && token.Length is 8 or 11;
    }

    /// <summary>Capitals only, of any script that has them.</summary>
    private static bool IsUpper(in Scan scan, in Token token)
    {
        if ((token.Kind & ~TokenKind.Upper) == 0) return true;
        if (token.Length > 5 || (token.Kind & TokenKind.Lower) != 0) return false;
        foreach (var c in scan.TextOf(token))
        {
            if (!char.IsUpper(c)) return false;
        }
        return true;
    }

    private static bool IsJoined(in Scan scan, int index) =>
        index + 1 < scan.Tokens.Length && scan.Tokens[index + 1].Start == scan.Tokens[index].End + 1 && scan.Text[scan.Tokens[index].End] is '-' or ' ' or '/';

    /// <summary>Words that belong to a label in scripts whose words the table finds inside runs.</summary>
    private static bool IsLabelWord(ReadOnlySpan<char> word) => word is "º" or "سفر" or "رقم" or "الرقم" or "संख्या" or "नंबर" or "नं" or "番号" or "号" or "号码" or "번호" or "번호는" or "는" or "は" or "是";

    /// <summary>Whether one of the last three words names a booking's code.</summary>
    public static bool IsBookingWord(in Scan scan, int index)
    {
        for (var i = index; i >= Math.Max(0, index - 2); i--)
        {
            if (scan.TextOf(scan.Tokens[i]) is "PNR" or "pnr" or "locator" or "Buchungscode" or "localizador" or "Localizador") return true;
        }
        return false;
    }
}
