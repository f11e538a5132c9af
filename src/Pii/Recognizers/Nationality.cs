using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Nationalities, religions and ethnic groups of persons: the word must stand before or behind one that means a person, so
/// that French toast, a German bank and the English language are left alone.
/// </summary>
internal sealed class Nationality : Recognizer
{
    private static readonly HashSet<ulong> Groups = Set(
        "afghan african albanian algerian american andorran angolan arab argentinian argentine armenian asian australian austrian azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian catalan chechen chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian " +
        "egyptian emirati english eritrean estonian ethiopian european fijian filipino finnish french georgian german ghanaian greek guatemalan haitian honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese jewish jordanian kazakh kenyan korean kurdish kuwaiti laotian latvian lebanese liberian libyan lithuanian macedonian malaysian maltese " +
        "mexican moldovan mongolian montenegrin moroccan namibian nepalese nepali nicaraguan nigerian norwegian pakistani palestinian panamanian paraguayan persian peruvian polish portuguese qatari roma romanian russian rwandan scottish senegalese serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tajik tamil tanzanian thai tibetan tunisian turkish " +
        "ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean muslim christian catholic protestant orthodox hindu buddhist sikh jain sunni shia jew atheist mormon anglican lutheran methodist quaker bahai hispanic latino latina " +
        "katholisch evangelisch muslimisch jüdisch deutsch portuguesa dominicana española española mexicana colombiana peruana argentina catholique musulmane juive française italiana cattolica tedesca rumena");

    private static readonly HashSet<ulong> Persons = Set(
        "citizen citizens national nationals man men woman women boy girl male female person people family community communities student students immigrant immigrants migrant refugee refugees resident residents engineer engineers nurse doctor teacher worker workers colleague colleagues passport origin descent heritage ancestry background couple minority faith lady gentleman child children patient patients passenger tourist visitor businessman entrepreneur player pilot chef driver neighbour neighbor employee employees applicant candidate");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "a 30-year-old «Jewish» man", "is a «German» citizen.", "The «Muslim» community", "the only «Sikh» engineer in", "born 1975, «Irish»)",
        "of «Pakistani» descent", "Er ist 87 Jahre alt, «katholisch», wünscht", "a «British» engineer",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "French toast", "a German bank", "speaks English", "the Swiss franc", "Danish pastry for 3 people", "Indian Ocean", "the American dream",
        "translate to Spanish",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Length is < 4 or > 14 || token.HasDigit || !Groups.Contains(token.Hash)) continue;
            if (IsBeforePerson(scan, i)
                || IsBehindAge(scan, i)) findings.Add(new Finding(token.Start, token.Length, EntityType.Nrp, 0.6f, FindingSource.Context));
        }
    }

    private static bool IsBeforePerson(in Scan scan, int index) =>
        index + 1 < scan.Tokens.Length && scan.Tokens[index + 1].Start == scan.Tokens[index].End + 1 && scan.Text[scan.Tokens[index].End] == ' '
            && Persons.Contains(scan.Tokens[index + 1].Hash);

    /// <summary>Behind a comma after an age or a birth date: ", Irish)" and ", katholisch,".</summary>
    private static bool IsBehindAge(in Scan scan, int index)
    {
        ref readonly var token = ref scan.Tokens[index];
        if (scan.Before(token.Start) != ' ' || scan.Before(token.Start - 1) != ',' || !(scan.At(token.End) is ',' or ')' or '.' or ';')) return false;
        for (var i = index - 1; i >= Math.Max(0, index - 5); i--)
        {
            if ((scan.Tokens[i].Cue & (Cue.Birth | Cue.Age)) != 0
                || scan.TextOf(scan.Tokens[i]) is "years" or "Jahre" or "años" or "ans" or "anni" or "anos") return true;
        }
        return false;
    }

    private static HashSet<ulong> Set(string words) => words.Split(' ').Select(word => WordHash.Of(word)).ToHashSet();
}
