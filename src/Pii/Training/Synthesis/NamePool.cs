namespace EventAgents.Pii.Training.Synthesis;

/// <summary>
/// Names, places and streets of a language, drawn from the word lists. A part of the names is made of halves of two others, so that what is learnt does not
/// hang on the lists.
/// </summary>
internal sealed class NamePool
{
    private readonly List<string> _first = [], _last = [], _cities = [], _streets = [];
    private readonly bool _isSpaced;

    private NamePool(bool isSpaced) => _isSpaced = isSpaced;

    /// <summary>Whether words are parted by blanks, and given names stand first.</summary>
    public bool IsSpaced => _isSpaced;

    /// <summary>The pools by language, from the lists of all its locales.</summary>
    public static Dictionary<string, NamePool> Read(WordLists lists)
    {
        var pools = new Dictionary<string, NamePool>(StringComparer.Ordinal);
        NamePool Of(string locale)
        {
            var language = locale[..2];
            if (!pools.TryGetValue(language, out var pool)) pools[language] = pool = new(isSpaced: language is not ("ja" or "zh" or "ko"));
            return pool;
        }

        foreach (var row in lists.Read("person_names_by_locale_faker_mit"))
        {
            if (row[1].EndsWith("_rom", StringComparison.Ordinal)) continue;
            if (row[1].StartsWith("first", StringComparison.Ordinal)) Of(row[0])._first.Add(row[2]);
            else if (row[1].StartsWith("last", StringComparison.Ordinal)) Of(row[0])._last.Add(row[2]);
        }
        foreach (var row in lists.Read("address_parts_by_locale_faker_mit"))
            if (row[1] is "cities" or "city_names" or "towns" or "villages") Of(row[0])._cities.Add(row[2]);
            else if (row[1] is "street_names") Of(row[0])._streets.Add(row[2]);
        foreach (var row in lists.Read("first_names_us_census1990").Take(2_000)) Of("en")._first.Add(row[0]);
        foreach (var row in lists.Read("surnames_us_census1990").Take(20_000)) Of("en")._last.Add(row[0]);
        foreach (var row in lists.Read("cities_geonames_ccby"))
            if (LanguageOf(row[1]) is { } language) Of(language)._cities.Add(row[0]);
        return pools.Where(p => p.Value._first.Count > 0 && p.Value._last.Count > 0).ToDictionary();
    }

    /// <summary>A given name.</summary>
    public string First(DeterministicRandom random) => Name(_first, random);

    /// <summary>A family name.</summary>
    public string Last(DeterministicRandom random) => Name(_last, random);

    /// <summary>A town; a made-up one where the lists have none.</summary>
    public string City(DeterministicRandom random) => _cities.Count > 0 ? random.Pick(_cities) : Last(random);

    /// <summary>The name of a street without its kind; half of them are families' names.</summary>
    public string Street(DeterministicRandom random) => _streets.Count > 0 && random.Chance(50) ? random.Pick(_streets) : Last(random);

    private string Name(List<string> names, DeterministicRandom random)
    {
        var name = random.Pick(names);
        if (!_isSpaced || name.Length < 4 || !random.Chance(20)) return name;
        var other = random.Pick(names);
        return other.Length < 4 ? name : name[..(name.Length / 2)] + other[(other.Length / 2)..];
    }

    private static string? LanguageOf(string country) => country switch
    {
        "United States" or "United Kingdom" or "Ireland" or "Australia" or "Canada" or "New Zealand" or "India" => "en",
        "Germany" or "Austria" => "de",
        "France" => "fr",
        "Spain" or "Mexico" or "Argentina" or "Colombia" or "Chile" => "es",
        "Italy" => "it",
        "Portugal" or "Brazil" => "pt",
        "Netherlands" => "nl",
        "Sweden" => "sv",
        "Norway" => "no",
        "Denmark" => "da",
        "Finland" => "fi",
        "Poland" => "pl",
        "Czech Republic" or "Czechia" => "cs",
        "Romania" => "ro",
        "Hungary" => "hu",
        "Turkey" => "tr",
        "Croatia" => "hr",
        _ => null,
    };
}
