using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>Ages: the number alone, where the words around it say that it counts somebody's years.</summary>
internal sealed class Age : Recognizer
{
    /// <summary>Units that follow an age, by the word hash.</summary>
    private static readonly HashSet<ulong> Years =
        [.. ((ReadOnlySpan<string>)["years", "year", "yrs", "yr", "yo", "jahre", "jahren", "jährige", "jähriger", "jährigen", "ans", "años", "anni", "anos",
            "jaar", "jarige", "lat", "letni", "letnia", "let", "år", "årig", "vuotta", "vuotias", "yaşında", "ani", "éves", "aastat", "metų", "лет",
            "років", "год", "года", "рік", "роки", "jr", "jarig", "ετών", "χρονών", "rokov", "godina", "letá", "tuổi", "tahun", "वर्ष", "साल", "ساله", "سنة", "عاما", "عامًا", "שנים", "gadi", "gadu", "éve", "évesen"]).ToArray().Select(word => WordHash.Of(word))];

    /// <summary>Words that make a person of the number: "old", "alt", "de edad".</summary>
    private static readonly HashSet<ulong> Old =
        [.. ((ReadOnlySpan<string>)["old", "alt", "edad", "âge", "age", "idade", "oud", "gammal", "gammel", "man", "woman", "male", "female", "boy", "girl",
            "mężczyzna", "kobieta", "hombre", "mujer", "varón", "f", "m"]).ToArray().Select(word => WordHash.Of(word))];

    private static readonly HashSet<ulong> Kin = [.. "mother father wife husband son daughter brother sister uncle aunt mum mom dad grandmother grandfather nan gran partner mutter vater frau mann sohn tochter mère père fils fille madre padre hijo hija marido esposa moglie marito figlio figlia".Split(' ').Select(word => WordHash.Of(word))];

    public override IReadOnlyList<string> Finds { get; } =
    [
        "I'm «48» years old", "an «81»-year-old man", "aged «52» and", "a «41» year old", "Paciente de «54» años, natural", "Er ist «87» Jahre alt",
        "elle a eu «18» ans hier", "age «7»", "my mother («81») sleeps", "He is «12» and from here", "«67»yo", "«74» y/o M with CHF", "I am «66» and not", "ha «76» anni, residente", "«30»-jähriger Mann",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "after 10 years of war", "in 5 Jahren", "a 150 years old tree", "30 years of experience", "aged 1.5", "page 12", "hace 20 años", "since 30 years",
        "10 år siden", "a 2 year plan", "3 years ago", "il y a 12 ans", "age 1200",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (SpelledAge.Length(scan, i) is > 0 and var spelled)
            {
                findings.Add(new Finding(token.Start, spelled, EntityType.Age, 0.7f, FindingSource.Context));
                continue;
            }
            if (!char.IsAsciiDigit(scan.Text[token.Start]) || !scan.IsFreeBefore(token.Start)) continue;
            var digits = scan.TextOf(token).IndexOfAnyExceptInRange('0', '9');
            var length = digits < 0 ? token.Length : digits;
            if (length > 3 || CheckDigits.Number(scan.Text.Slice(token.Start, length)) > 120) continue;
            if (digits > 0 ? scan.TextOf(token)[digits..] is "yo" or "yr" or "y" or "F" or "M"
                && IsWordBehind(scan, i, token) : IsAge(scan, i)) findings.Add(new Finding(token.Start, length, EntityType.Age, 0.75f, FindingSource.Context));
        }
    }

    private static bool IsWordBehind(in Scan scan, int index, in Token token) =>
        token.Length - 2 >= 1
        && (scan.TextOf(token).EndsWith("yo")
        || (scan.TextOf(token)[^1] is 'F' or 'M' && token.Length == 3 && scan.Before(token.Start) == ' ' && scan.Before(token.Start - 1) == ','
        && scan.At(token.End) is ',' or ' ') || (index + 1 < scan.Tokens.Length && Old.Contains(scan.Tokens[index + 1].Hash)));

    private static bool IsAge(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        if (scan.At(token.End) is '.' or ',' or ':' or '/' && char.IsAsciiDigit(scan.At(token.End + 1))) return false;
        if (index > 0 && (scan.Tokens[index - 1].Cue & Cue.Age) != 0 && token.Start - scan.Tokens[index - 1].End is 1 or 2
            && scan.TextOf(scan.Tokens[index - 1]).Length > 2 && !(scan.At(token.End) is '-' or '%')) return true;
        // 47歳, 36岁, 52세
        if (scan.At(token.End) is '歳' or '岁' or '歲' or '才' or '세' or '살') return true;
        // "she's only 16", "(64 yrs)"
        if (index > 1 && token.Length == 2 && scan.TextOf(scan.Tokens[index - 1]) is "only" or "just" or "now" or "turned" or "turns" or "turning" && scan.TextOf(scan.Tokens[index - 2]) is "s" or "am" or "is" or "she" or "he" or "m" or "just" or "who" or "She" or "He" or "I" or "and" or "has" or "recently"
            && (index + 1 == scan.Tokens.Length || !(scan.At(token.End) is '%' or '.' && char.IsAsciiDigit(scan.At(token.End + 1))) && (scan.Tokens[index + 1].Start - token.End > 1 || scan.TextOf(scan.Tokens[index + 1]) is "and" or "but" or "years" or "now" or "in" or "this" or "next" or "on"))) return true;
        // "my mother (81) has", "He is 12 and from"
        if (index > 1 && token.Length == 2 && scan.Before(token.Start) == '(' && scan.At(token.End) == ')' && Kin.Contains(scan.Tokens[index - 1].Hash)) return true;
        if (index > 1 && token.Length == 2 && scan.TextOf(scan.Tokens[index - 1]) is "is" && scan.TextOf(scan.Tokens[index - 2]) is "He" or "She" or "he" or "she" && scan.Text[token.End..].StartsWith(" and ")) return true;
        if (scan.Before(token.Start) == '(' && index + 1 < scan.Tokens.Length && Years.Contains(scan.Tokens[index + 1].Hash) && scan.At(scan.Tokens[index + 1].End) == ')') return true;
        // "I am 66 and …"
        if (index > 1 && scan.TextOf(scan.Tokens[index - 1]) is "am" or "AM" && scan.TextOf(scan.Tokens[index - 2]) is "I" or "i" && token.Length == 2
            && (index + 1 == scan.Tokens.Length || scan.TextOf(scan.Tokens[index + 1]) is "and" or "AND" or "but"
                || scan.At(token.End) is ',' or '.')) return true;
        if (scan.Text[token.End..].StartsWith(" y/o") || scan.Text[token.End..].StartsWith("y/o")) return true;
        if (index + 1 >= scan.Tokens.Length || !Years.Contains(scan.Tokens[index + 1].Hash) || scan.Tokens[index + 1].Start - token.End != 1) return false;
        ref readonly var unit = ref scan.Tokens[index + 1];
        var word = scan.TextOf(unit);
        if (word.StartsWith("jähr", StringComparison.Ordinal) || word is "jarige" or "jarig" or "letni" or "letnia" or "vuotias" or "yaşında" or "éves" or "ετών" or "χρονών" or "tuổi" or "वर्ष") return true;
        if (index + 2 < scan.Tokens.Length && Old.Contains(scan.Tokens[index + 2].Hash) && scan.Tokens[index + 2].Start - unit.End == 1) return true;
        if (index + 3 < scan.Tokens.Length && Old.Contains(scan.Tokens[index + 3].Hash) && scan.TextOf(scan.Tokens[index + 2]) is "of" or "de" or "d"
            && scan.Tokens[index + 2].Start - unit.End == 1) return true;
        // "tiene 34 años", "hat 34 Jahre": a verb or a name with a comma before the number.
        if (index == 0 || word is "years" or "year" or "yrs" or "yr" or "jahren" or "Jahren") return false;
        ref readonly var before = ref scan.Tokens[index - 1];
        var gap = scan.Text[before.End..token.Start];
        if (gap is ", " or " (" or ": ") return char.IsUpper(scan.Text[before.Start]) || scan.At(unit.End) is ',' or ')' or '.' or ';' or '\n';
        return gap is " " && scan.TextOf(before) is "tiene" or "de" or "ha" or "a" or "eu" or "tem" or "ist" or "is" or "ma" or "är" or "er" or "con" or "mit"
            or "à" or "fyller" or "wird" or "cumple" && !(scan.TextOf(before) is "a" && index > 1 && scan.TextOf(scan.Tokens[index - 2]) is "y" or "il");
    }
}
