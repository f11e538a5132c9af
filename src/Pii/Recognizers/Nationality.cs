using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Nationalities, religions, ethnic and political groups of persons: the word must be said of somebody ("she is Brazilian", "a Syrian family", "un
/// ciudadano mexicano", "Religion: evangelisch"), so that French toast, a German bank and the English language are left alone.
/// </summary>
internal sealed class Nationality : Recognizer
{
    /// <summary>How many words may stand between "is" and the group: "is originally a devout …".</summary>
    private const int MaxBetween = 3;

    private static readonly HashSet<ulong> Groups = GroupWords.All;

    /// <summary>Words for persons, in front of which or behind which a group is theirs.</summary>
    private static readonly HashSet<ulong> Persons = WordHash.SetOf(
        "citizen citizens national nationals man men woman women boy girl male female person people family families community communities student students immigrant immigrants migrant refugee refugees resident residents engineer engineers nurse doctor " +
        "teacher worker workers colleague colleagues passport origin descent heritage ancestry background roots couple minority faith lady gentleman child children patient patients passenger tourist visitor businessman businesswoman entrepreneur player " +
        "pilot chef driver neighbour neighbours neighbor neighbors employee employees applicant candidate christian christians voter voters activist politician believer parents mother father husband wife friend friends girl guy speaker native plumber carer nanny " +
        "staatsbürger staatsbürgerin staatsangehöriger staatsangehörige staatsangehörigkeit familie frau mann kollege kollegin mitarbeiter mitarbeiterin nachbar nachbarin student studentin herkunft abstammung patient patientin flüchtling kind eltern pflegerin glaubens gemeinde " +
        "citoyen citoyenne ressortissant ressortissante famille femme homme étudiant étudiante réfugié réfugiée origine nationalité patient patiente voisin voisine confession employé employée " +
        "ciudadano ciudadana familia mujer hombre estudiante refugiado refugiada origen nacionalidad paciente vecino vecina pareja empleado empleada chico chica " +
        "cittadino cittadina famiglia donna uomo studente studentessa rifugiato nazionalità paziente vicino vicina origini ragazzo ragazza badante " +
        "cidadão cidadã família mulher homem nacionalidade origem paciente vizinho vizinha gezin vrouw man nationaliteit afkomst burger staatsburger student collega obywatel obywatelka obywatelem rodzina pochodzenia kobieta mężczyzna " +
        "medborgare familj kvinna man ursprung statsborger familie kvinne kvinde mand");

    /// <summary>Forms of "to be" and of belonging; the group follows.</summary>
    private static readonly HashSet<ulong> Copulas = WordHash.SetOf(
        "am is are was were be being been 's 're 'm im he's she's identifies identify identified as became become converted born raised practising practicing devout registered lifelong " +
        "bin ist sind war waren wurde est suis sont était es soy son eres era somos è sono sei siamo é sou são ben bent zijn jest jestem są jsem je jsme är är er on olen ole sunt este vagyok " +
        "nationality citizenship religion ethnicity faith denomination race origin confession konfession staatsangehörigkeit nationalität religionszugehörigkeit nationalité religion nacionalidad religión cittadinanza nazionalità religione nacionalidade religião nationaliteit geloof " +
        "narodowość obywatelstwo wyznanie nationalitet medborgarskap statsborgerskab kansalaisuus národnost občanství uyruk milliyet din cetățenie naționalitate állampolgárság");

    /// <summary>Words that may stand between the copula and the group.</summary>
    private static readonly HashSet<ulong> Between = WordHash.SetOf(
        "a an the half part also originally not very actually proudly of devout practising practicing strict active registered lifelong staunch orthodox born native and non ethnic both now still my " +
        "ein eine gebürtige gebürtiger halb auch un une aussi una medio también mezza um uma também een ook en ett");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "a 30-year-old «Jewish» man", "is a «German» citizen.", "The «Muslim» community", "the only «Sikh» engineer in", "born 1975, «Irish»)",
        "of «Pakistani» descent", "Er ist 87 Jahre alt, «katholisch», wünscht", "a «British» engineer", "she is «Brazilian» and lives here", "I am a «Catholic» from Cork",
        "Staatsangehörigkeit: «türkisch»", "un ciudadano «mexicano»", "er ist «Schwede»", "«Jehovah's Witness» patient", "nacionalidad: «colombiana»", "eine «syrische» Familie",
        "he is a registered «Republican»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "French toast", "a German bank", "speaks English", "the Swiss franc", "Danish pastry for 3 people", "Indian Ocean", "the American dream",
        "translate to Spanish", "the answer is in English", "is French toast", "the text is German, not Dutch text", "the orthodox approach", "labour costs", "is a Roman numeral",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (LabelledGroup.Find(scan, i, Groups, findings) is > 0 and var end)
            {
                i = end;
                continue;
            }
            if (token.Length is < 3 or > 18 || token.HasDigit || !Groups.Contains(token.Hash)) continue;
            var last = i;
            // Jehovah's Witness, African American, Roman Catholic: two words of one group.
            while (last + 1 < scan.Tokens.Length && last < i + 3 && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " or "-" or "'" or "’"
                && (Groups.Contains(scan.Tokens[last + 1].Hash) || scan.TextOf(scan.Tokens[last + 1]) is "s" && last + 2 < scan.Tokens.Length && Groups.Contains(scan.Tokens[last + 2].Hash))) last++;
            if (IsApposition(scan, i, last) || IsBesidePerson(scan, i, last) || IsBehindAge(scan, i, last) || IsSaidOf(scan, i, last))
                findings.Add(new Finding(token.Start, scan.Tokens[last].End - token.Start, EntityType.Nrp, 0.75f, FindingSource.Context));
            i = last;
        }
    }

    /// <summary>"German citizen", "Syrian refugee family", "ciudadano mexicano".</summary>
    private static bool IsBesidePerson(in Scan scan, int first, int last)
    {
        if (last + 1 < scan.Tokens.Length && IsSpaceBefore(scan, last + 1) && Persons.Contains(scan.Tokens[last + 1].Hash)) return true;
        return first > 0 && IsSpaceBefore(scan, first) && Persons.Contains(scan.Tokens[first - 1].Hash) && GroupWords.IsRomance(scan.TextOf(scan.Tokens[first]));
    }

    /// <summary>"Ada Lovelace, português, portador": between commas behind a name.</summary>
    private static bool IsApposition(in Scan scan, int first, int last) =>
        first > 1 && scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start] is " (" && scan.At(scan.Tokens[last].End) is ',' or ')' && char.IsUpper(scan.Text[scan.Tokens[first - 1].Start])
                && char.IsUpper(scan.Text[scan.Tokens[first - 2].Start]) && scan.Tokens[first - 2].Kind != TokenKind.Upper
            || IsCell(scan, scan.Tokens[first].Start, scan.Tokens[last].End)
            || first > 1 && scan.Text[scan.Tokens[first - 1].End..scan.Tokens[first].Start] is ", " && scan.At(scan.Tokens[last].End) is ',' or ';' or '.'
            && char.IsUpper(scan.Text[scan.Tokens[first - 1].Start]) && !Groups.Contains(scan.Tokens[first - 1].Hash)
            && (char.IsLower(scan.Text[scan.Tokens[first].Start]) ? char.IsUpper(scan.Text[scan.Tokens[first - 2].Start]) || scan.Tokens[first - 1].Length > 3 : scan.At(scan.Tokens[last].End) is ',' or '.' && char.IsUpper(scan.Text[scan.Tokens[first - 2].Start]) && scan.Tokens[first - 1].Kind != TokenKind.Upper);

    /// <summary>A whole cell of a row: |Caucasian| and 'jüdisch' behind another string.</summary>
    private static bool IsCell(in Scan scan, int start, int end) =>
        scan.Before(start) == '\'' && scan.At(end) == '\'' && scan.Before(start - 1) is ',' or ' ' && scan.At(end + 1) is ',' or ')'
            || scan.Before(start) == ' ' && scan.Before(start - 1) == '|' && scan.At(end) == ' ' && scan.At(end + 1) == '|';

    /// <summary>Behind a comma after an age or a birth date: ", Irish)" and ", katholisch,".</summary>
    private static bool IsBehindAge(in Scan scan, int first, int last)
    {
        if (scan.Before(scan.Tokens[first].Start) != ' ' || scan.Before(scan.Tokens[first].Start - 1) != ',' || !(scan.At(scan.Tokens[last].End) is ',' or ')' or '.' or ';' or '\n')) return false;
        for (var i = first - 1; i >= Math.Max(0, first - 6); i--)
        {
            if ((scan.Tokens[i].Cue & (Cue.Birth | Cue.Age)) != 0
                || scan.TextOf(scan.Tokens[i]) is "years" or "Jahre" or "años" or "ans" or "anni" or "anos" or "old" or "jaar" or "lat" or "år"
                || (scan.Tokens[i].IsNumber && scan.Tokens[i].Length == 2 && i >= first - 2)) return true;
        }
        return false;
    }

    /// <summary>"she is Brazilian.", "Religion: evangelisch", "identifies as Latina": nothing that the group describes may follow.</summary>
    private static bool IsSaidOf(in Scan scan, int first, int last)
    {
        for (var i = first - 1; i >= Math.Max(0, first - 1 - MaxBetween); i--)
        {
            var gap = scan.Text[scan.Tokens[i].End..scan.Tokens[i + 1].Start];
            if (gap.ContainsAny('.', ',', '\n') && gap is not "." || gap.Length > 4) return false;
            if (Copulas.Contains(scan.Tokens[i].Hash) || scan.TextOf(scan.Tokens[i]) is "s" or "m" or "re" && scan.Before(scan.Tokens[i].Start) is '\'' or '’')
                return Ends(scan, last) && (gap.Contains(':') || IsOfPerson(scan, i, first));
            if (!Between.Contains(scan.Tokens[i].Hash)) return false;
        }
        return false;
    }

    /// <summary>Whether the subject before "is" may be a person: "the text is German" and "it is French" are not.</summary>
    private static bool IsOfPerson(in Scan scan, int copula, int group)
    {
        if (copula == 0) return true;
        var subject = scan.TextOf(scan.Tokens[copula - 1]);
        if (subject is "it" or "It" or "this" or "that" or "This" or "That" or "es" or "language" or "text" or "which" or "there" or "There" or "here" or "ce" or "c" or "C" or "das" or "Das" or "dies" or "what" or "What")
            return false;
        // A capital letter, a pronoun or nothing before a verb that carries its subject ("soy católico").
        return char.IsUpper(scan.Text[scan.Tokens[copula - 1].Start]) || Subjects.Contains(scan.Tokens[copula - 1].Hash) || Persons.Contains(scan.Tokens[copula - 1].Hash)
            || char.IsUpper(scan.Text[scan.Tokens[group].Start]) && scan.Text[scan.Tokens[copula].Start] != '\''
            || scan.TextOf(scan.Tokens[copula]) is "am" or "bin" or "suis" or "soy" or "sou" or "sono" or "ben" or "jestem" or "identifies" or "as" or "converted";
    }

    private static readonly HashSet<ulong> Subjects = WordHash.SetOf(
        "i he she they we you who him her husband wife partner boss mother father mum dad parents son daughter brother sister neighbour neighbor friend colleague boyfriend girlfriend er sie ich wir elle il ils elles je él ella yo nosotros lui lei io noi ele ela eu hij zij ze ik " +
        "on ona han hon hun jag jeg hän minä patient client customer tenant applicant nanny teacher doctor but and");

    /// <summary>Whether no noun follows that the group would describe: "Italian food", "a Danish pastry".</summary>
    private static bool Ends(in Scan scan, int last)
    {
        var end = scan.Tokens[last].End;
        if (scan.At(end) is not ' ') return scan.At(end) is not ('-' or '_' or '=' or '(');
        if (last + 1 >= scan.Tokens.Length) return true;
        return Followers.Contains(scan.Tokens[last + 1].Hash) || Persons.Contains(scan.Tokens[last + 1].Hash) || scan.At(end + 1) is '(' or '–' or '—' or '&';
    }

    private static readonly HashSet<ulong> Followers = WordHash.SetOf(
        "and but or so from by who with in at of since because though although living born not like too also on to refused refuses und aber aus oder mit seit der die et mais de qui avec pero y que con e ma di che dal mas do da en maar uit uit met i ale z och men från og");

    private static bool IsSpaceBefore(in Scan scan, int index) => scan.Tokens[index].Start == scan.Tokens[index - 1].End + 1 && scan.Text[scan.Tokens[index - 1].End] == ' ';
}
