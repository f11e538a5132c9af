using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Names that the words before them introduce, in languages and scripts where the tagger has seen little: "my name is …",
/// "mein Name ist …", "我叫…", "oma Riet", "Mrs …", "Patientin …". Whatever is introduced must look like a name.
/// </summary>
internal sealed class IntroducedName : Recognizer
{
    private const int MaxWords = 4;

    /// <summary>One capitalised word is enough behind these.</summary>
    private static readonly Dictionary<ulong, ulong[][]> Introductions = Phrases(
        "my name is|the name is|name's|mein name ist|ich heiße|ich heisse|je m appelle|mon nom est|me llamo|mi nombre es|se llama|mi chiamo|il mio nome è|meu nome é|chamo me|me chamo|ik heet|mijn naam is|nazywam się|mam na imię|" +
        "jmenuji se|jmenuju se|jag heter|mitt namn är|jeg heter|jeg hedder|mit navn er|nimeni on|mă numesc|numele meu este|adım|benim adım|a nevem|zovem se|ime mi je|mano vardas|minu nimi on|казвам се|меня зовут|мене звати|με λένε|ονομάζομαι|hesap sahibi|far hedder|mor hedder|sønnen hedder|datteren hedder|far heter|mor heter|mutter heißt|vater heißt|père s appelle|mère s appelle");

    /// <summary>Greetings at the start of a line; a comma, a sign or the line's end follows the name.</summary>
    private static readonly HashSet<ulong> Greetings = WordHash.SetOf("dear hello hi hola olá ciao salut bonjour hallo hej witaj liebe lieber beste cher chère estimado estimada oi olà oj moi ahoj cześć szia sziasztok привет здравствуй вітаю здравейте γεια hei heisann tervehdys terve sveiki tere labas bok zdravo halo hai selamat xin");

    /// <summary>At least two capitalised words must follow these.</summary>
    private static readonly Dictionary<ulong, ulong[][]> Weak = Phrases(
        "called|i am|i'm|ich bin|je suis|soy|sono|sou|ik ben|jestem|jag är|jeg er|olen|sunt|ben|vagyok|я|patient|patientin|paciente|patiënt|patiente|paziente|pacjent|pacjentka|pacient|pacientka|patsient|employee|mitarbeiter|mitarbeiterin|zeuge|zeugin|kläger|klägerin|" +
        "beklagter|fahrer|fahrerin|driver|witness|tenant|landlord|claimant|plaintiff|defendant|statement of|attest nodig voor|resumen de|assuré|assurée|asegurado|asegurada|titular|beneficiary|registration|seguridad social de|outorgante|żona|mąż|žalobce|demandante|angajatul|angajata|domnul|doamna|a nombre de|au nom de|a nome di|em nome de|namens|na nazwisko|på namn|auf den namen|der name ist|under the name|in the name of|signed by|gezeichnet|titulaire|je soussigné|je soussignée|reports to|grüße|gruß|gruss|grüßen|saludos|saluti|groeten|pozdrawiam|hilsen|hälsningar|terveisin|abraços|nurse|surgeon|neighbour|neighbor|colleague|flatmate|roommate|carer|landlady|hosted by|managed by|supervised by|reserva a nombre de");

    /// <summary>Family and titles: a capitalised word right behind them is a name.</summary>
    private static readonly HashSet<ulong> Relations = WordHash.SetOf(
        "wife husband son daughter mother father mum mom dad brother sister uncle aunt grandma grandpa granny cousin nephew niece partner fiancé fiancée tochter sohn mutter vater bruder schwester oma opa mannes ehemann ehefrau tante onkel neffe nichte fils fille mère père frère sœur mari femme " +
        "hijo hija madre padre hermano hermana esposo esposa abuela abuelo figlio figlia marito moglie fratello sorella filho filha mãe pai irmão irmã marido zoon dochter moeder vader broer zus echtgenoot córka syn matka ojciec brat siostra son dotter bror syster datter sønn søn søster " +
        "mr mrs ms mme mlle frau herr herrn dhr mw mevr señor señora signor signora");

    /// <summary>Titles; where the tagger has another opinion of how long the name is, it goes first.</summary>
    private static readonly HashSet<ulong> Titles = WordHash.SetOf(
        "dr dra dott dottor dottoressa doctora doctor doktor prof professor professora professeur ing mgr mudr judr lcdo lcda don doña sr sra srta monsieur madame pani pan paní hr fru rouva sayın domnul doamna dl dna κα κος κύριος κυρία");

    /// <summary>What stands before a name in scripts without capitals; the name follows at once.</summary>
    private static readonly string[] EastAsian = ["我叫", "我是", "本人", "姓名", "名字叫", "氏名", "名義は", "名前は", "私は", "이름", "성명", "이름은", "저는"];

    private static readonly Dictionary<ulong, ulong[][]> Caseless = Phrases("أنا|انا|اسمي هو|मेरा नाम|नाम|कर्मचारी|रोगी|ग्राहक|المريض|اسمي|الاسم|العميل|الموظف|השם שלי|שמי");

    private static readonly HashSet<ulong> CaselessStops = WordHash.SetOf("है हैं हूँ और का की को से مع في من على رقم العمر");

    private static readonly HashSet<ulong> Particles = WordHash.SetOf("de da do dos das del della di la le van von der den ter ten bin ibn al el y e und");

    /// <summary>Capitalised words behind a greeting or "patient" that are no names.</summary>
    private static readonly HashSet<ulong> NotNames = WordHash.SetOf(
        "all everyone everybody team there support sir madam customer hiring manager world again monday tuesday wednesday thursday friday saturday sunday please thanks the a an i we you data services care name number id no date record portal history information recruiter doctor colleague colleagues friends form what with how who why when thank thanks congratulations great good by president dad mom mum my your his her is it this that if but not");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "hi, my name is «Ada Lovelace» and", "Hallo, ik ben «Femke Hoogstraaten» en", "mein Name ist «Wiebke Stöckelmann».", "您好,我叫«欧阳晓岚»,身份证",
        "zoon «Harm», 0592", "Mrs «Lovelace» called", "मेरा नाम «सरोजिनी त्रिवेदी» है", "المريض «فراس الحمداني»، العمر",
        "Patientin «Hannelore Buchfink», geboren", "이름 «황보준혁», 주민", "казвам се «Десислава Кръстева», ЕГН", "名義は«宇佐美 環»、普通", "my daughter «Mia» is",
        "я «Лукерья Подгорная», живу", "Dear «Ada»,", "pax 2 «HOLLOWAY/PIERS» MR passport", "surname «GEBREMESKEL», given «SAMRAWIT»,", "Statement. I, «Rosalind Achebe», nurse",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "my name is on the list", "I am Happy to help", "the patient History", "Dear Sir or Madam", "Hi All", "ich bin Lehrer in Köln",
        "the file called Program.cs", "Dear Customer", "father of two", "我是", "his mother said", "the method called Main()", "Hello World",
        "class called UserService",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.HasDigit) continue;
            if (Tokenizer.IsUnspaced(scan.Text[token.Start])) Characters(scan, i, findings);
            if (i + 1 >= scan.Tokens.Length) continue;
            if (Ends(Introductions, scan, i)) Words(scan, i, least: 1, findings);
            else if (Greetings.Contains(token.Hash)) Greeted(scan, i, findings);
            else if (token.Length == 1 && scan.TextOf(token) is "I" && scan.Text[token.End..scan.Tokens[i + 1].Start] is ", ") Words(scan, i, least: 2, findings);
            else if (scan.TextOf(token) is "MR" or "MRS" or "MS" or "MSTR" or "MISS") Passenger(scan, i, findings);
            else if (scan.TextOf(token) is "surname" or "given" or "Surname" or "Given") Part(scan, i, findings);
            else if (Ends(Weak, scan, i)) Words(scan, i, least: 2, findings);
            else if (Relations.Contains(token.Hash)) Words(scan, i, least: 1, findings);
            else if (Titles.Contains(token.Hash) && char.IsUpper(scan.Text[token.Start])) Words(scan, i, least: 1, findings, FindingSource.Repeated);
            else if (Ends(Caseless, scan, i)) WordsWithoutCase(scan, i, findings);
        }
    }

    /// <summary>HOLLOWAY/PIERS MR, as airlines write it.</summary>
    private static void Passenger(in Scan scan, int title, List<Finding> findings)
    {
        if (title < 2 || scan.Tokens[title - 1].Kind != TokenKind.Upper || scan.Tokens[title - 2].Kind != TokenKind.Upper || scan.Tokens[title].Start - scan.Tokens[title - 1].End > 1
            || scan.Text[scan.Tokens[title - 2].End..scan.Tokens[title - 1].Start] is not "/") return;
        var start = scan.Tokens[title - 2].Start;
        findings.Add(new Finding(start, scan.Tokens[title - 1].End - start, EntityType.Person, 0.75f, FindingSource.Context));
    }

    /// <summary>"surname GEBREMESKEL, given SAMRAWIT", as a document's lines are read out.</summary>
    private static void Part(in Scan scan, int label, List<Finding> findings)
    {
        ref readonly var name = ref scan.Tokens[label + 1];
        if (name.Kind == TokenKind.Upper && name.Length >= 3 && scan.Text[scan.Tokens[label].End..name.Start] is " " && scan.At(name.End) is ',' or '\n' or ';') findings.Add(new Finding(name.Start, name.Length, EntityType.Person, 0.65f, FindingSource.Context));
    }

    private static void Greeted(in Scan scan, int greeting, List<Finding> findings)
    {
        var count = findings.Count;
        if (scan.Before(scan.Tokens[greeting].Start) is '\n' or '"') Words(scan, greeting, least: 1, findings);
        if (findings.Count > count && !(scan.At(findings[^1].End) is ',' or '!' or ':' or '\n' or '.')) findings.RemoveAt(count);
    }

    /// <summary>Up to four capitalised words behind the introduction.</summary>
    private static void Words(in Scan scan, int introduction, int least, List<Finding> findings, FindingSource source = FindingSource.Context)
    {
        var first = introduction + 1;
        if (scan.Text[scan.Tokens[introduction].End..scan.Tokens[first].Start] is not (" " or ": " or ", " or " (")
            && (scan.Text[scan.Tokens[introduction].End..scan.Tokens[first].Start] is not ". " || scan.Tokens[introduction].Length > 4)) return;
        int words = 0, last = -1;
        for (var i = first; i < scan.Tokens.Length && words < MaxWords; i++)
        {
            if (i > first && scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start] is not (" " or "-" or "'" or ". ")) break;
            if (words > 0 && Particles.Contains(scan.Tokens[i].Hash)) continue;
            if (!IsCapitalised(scan, i) || NotNames.Contains(scan.Tokens[i].Hash)) break;
            words++;
            last = i;
            if (scan.Text[scan.Tokens[i].End..Math.Min(scan.Text.Length, scan.Tokens[i].End + 2)] is ". " && scan.Tokens[i].Length > 1) break;
        }
        if (words < least || scan.At(scan.Tokens[last].End) is '(' or '.' && char.IsLetter(scan.At(scan.Tokens[last].End + 1))
            || scan.At(scan.Tokens[last].End) is '_' or '@' or '(') return;
        var start = scan.Tokens[first].Start;
        // "Granny Smith apples", and a title in small letters is a unit: "1 284 ms. Which".
        if (Structure.Eponyms.IsOne(scan, start, scan.Tokens[last].End) || (scan.Tokens[introduction].Length <= 3 && scan.TextOf(scan.Tokens[introduction]) is "ms" or "mr" or "mw"
            && introduction > 0 && scan.Tokens[introduction - 1].HasDigit)) return;
        // One word with capitals inside is a class, not a person.
        if (words == 1 && HasInnerCapital(scan.Text[start..scan.Tokens[last].End])) return;
        findings.Add(new Finding(start, scan.Tokens[last].End - start, EntityType.Person, words > 1 ? 0.75f : 0.6f, source));
    }

    private static bool IsCapitalised(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        return !token.HasDigit && char.IsUpper(scan.Text[token.Start])
            && (token.Length == 1 || !char.IsUpper(scan.Text[token.Start + 1]) || scan.Text[token.Start + 1] == '\'');
    }

    private static bool HasInnerCapital(ReadOnlySpan<char> word)
    {
        for (var i = 1; i < word.Length; i++)
        {
            if (char.IsUpper(word[i]) && char.IsLower(word[i - 1])) return true;
        }
        return false;
    }

    private static void WordsWithoutCase(in Scan scan, int introduction, List<Finding> findings)
    {
        var last = introduction;
        while (last + 1 < scan.Tokens.Length && last - introduction < 3 && !scan.Tokens[last + 1].HasDigit
            && !CaselessStops.Contains(scan.Tokens[last + 1].Hash)
            && (scan.Tokens[last + 1].Kind & TokenKind.Foreign) != 0 && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " or ": ") last++;
        if (last - introduction < 2) return;
        var start = scan.Tokens[introduction + 1].Start;
        findings.Add(new Finding(start, scan.Tokens[last].End - start, EntityType.Person, 0.65f, FindingSource.Context));
    }

    /// <summary>Two to four characters behind the introduction, in Japanese also given and family name with a space.</summary>
    private static void Characters(in Scan scan, int index, List<Finding> findings)
    {
        ref readonly var token = ref scan.Tokens[index];
        foreach (var introduction in EastAsian)
        {
            var at = scan.TextOf(token).IndexOf(introduction, StringComparison.Ordinal);
            if (at < 0) continue;
            var start = token.Start + at + introduction.Length;
            var end = token.End;
            var next = index + 1;
            if (start == end && next < scan.Tokens.Length && scan.Text[end..scan.Tokens[next].Start] is " " or ": " or ":" or ":" or ": ") (start, end,
                next) = (scan.Tokens[next].Start, scan.Tokens[next].End, next + 1);
            if (end - start is >= 1 and <= 3 && next < scan.Tokens.Length && scan.Tokens[next].Start == end + 1 && scan.Text[end] == ' '
                && scan.Tokens[next].Length <= 3 && scan.Text[scan.Tokens[next].Start] >= '\u3040')
                end = scan.Tokens[next].End;
            if (end - start is >= 2 and <= 8 && scan.Text[start] >= '\u3040' && scan.Text[start..end].IndexOfAnyInRange('\u3040', '\u309f') < 0)
                findings.Add(new Finding(start, end - start, EntityType.Person, 0.65f, FindingSource.Context));
            return;
        }
    }

    /// <summary>Whether one of the phrases ends with the token at <paramref name="index"/>.</summary>
    private static bool Ends(Dictionary<ulong, ulong[][]> phrases, in Scan scan, int index)
    {
        if (!phrases.TryGetValue(scan.Tokens[index].Hash, out var candidates)) return false;
        foreach (var words in candidates)
        {
            if (words.Length > index + 1) continue;
            var fits = true;
            for (var k = 1; k < words.Length && fits; k++) fits = scan.Tokens[index - k].Hash == words[^(k + 1)];
            if (fits) return true;
        }
        return false;
    }

    private static Dictionary<ulong, ulong[][]> Phrases(string list) =>
        list.Split('|').Select(phrase => phrase.Split([' ', '\''], StringSplitOptions.RemoveEmptyEntries).Select(word => WordHash.Of(word)).ToArray())
            .GroupBy(words => words[^1]).ToDictionary(group => group.Key, group => group.ToArray());
}
