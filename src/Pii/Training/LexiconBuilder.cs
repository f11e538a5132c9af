using System.Globalization;
using EventAgents.Pii.Tagger;

namespace EventAgents.Pii.Training;

/// <summary>Packs the word lists into the tagger's lexicon: per word a grade per list, not the list itself.</summary>
internal sealed class LexiconBuilder
{
    private readonly Dictionary<ulong, uint> _entries = [];

    /// <summary>The lexicon of all lists.</summary>
    public static Lexicon Build(WordLists lists)
    {
        var builder = new LexiconBuilder();
        builder.AddNames(lists);
        builder.AddPlaces(lists);
        builder.AddOrganizations(lists);
        builder.AddCaseCounts(lists);
        builder.AddFlag(ClosedWords.Titles, LexiconFlags.Title);
        builder.AddFlag(ClosedWords.Kinship, LexiconFlags.Kinship);
        builder.AddFlag(ClosedWords.Calendar, LexiconFlags.Calendar);
        builder.AddFlag(ClosedWords.Streets, LexiconFlags.Street);
        builder.AddFlag(ClosedWords.Particles, LexiconFlags.Particle);
        return Lexicon.Build(builder._entries);
    }

    private void AddNames(WordLists lists)
    {
        foreach (var row in lists.Read("first_names_us_census1990")) Add(row[0], LexiconEntry.FirstName, Grade(row[3], 300, 1_500));
        foreach (var row in lists.Read("surnames_us_census1990")) Add(row[0], LexiconEntry.LastName, Grade(row[2], 1_000, 10_000));
        foreach (var row in lists.Read("forenames_by_country_cc0"))
            foreach (var name in row[10..]) Add(name, LexiconEntry.FirstName, 2);
        foreach (var row in lists.Read("surnames_by_country_cc0"))
            foreach (var name in row[4..6]) Add(name, LexiconEntry.LastName, 2);
        foreach (var row in lists.Read("person_names_by_locale_faker_mit"))
            if (row[1] == "prefix") AddTitle(row[2]);
            else Add(row[2], row[1].StartsWith("first", StringComparison.Ordinal) ? LexiconEntry.FirstName : LexiconEntry.LastName, 1);
    }

    private void AddPlaces(WordLists lists)
    {
        foreach (var row in lists.Read("cities_geonames_ccby")) AddName(row[0], LexiconEntry.Place, 2);
        foreach (var row in lists.Read("admin1_geonames_ccby")) AddName(row[1], LexiconEntry.Place, 3);
        foreach (var row in lists.Read("country_codes_pddl")) AddName(row[5], LexiconEntry.Place, 3);
        foreach (var row in lists.Read("countries_by_language_mit")) AddName(row[2], LexiconEntry.Country, 2);
        foreach (var row in lists.Read("address_parts_by_locale_faker_mit"))
            switch (row[1])
            {
                case "cities" or "city_names" or "towns" or "villages": AddName(row[2], LexiconEntry.Place, 2); break;
                case "states" or "provinces" or "regions" or "states_abbr": AddName(row[2], LexiconEntry.Place, 3); break;
                case "street_suffixes" or "street_prefixes": AddFlag(row[2], LexiconFlags.Street); break;
            }
    }

    private void AddOrganizations(WordLists lists)
    {
        foreach (var row in lists.Read("companies_sp500_pddl")) AddName(row[1], LexiconEntry.Company, 1);
        foreach (var row in lists.Read("company_parts_by_locale_faker_mit"))
            switch (row[1])
            {
                case "large_companies" or "company_names": AddName(row[2], LexiconEntry.Company, 1); break;
                case "company_suffixes" or "company_prefixes":
                    foreach (var word in Words(row[2])) Raise(word, LexiconEntry.Company, 2);
                    break;
            }
        foreach (var word in Words(ClosedWords.LegalForms)) Raise(word, LexiconEntry.Company, 2);
        foreach (var row in lists.Read("nationalities_mit"))
            foreach (var name in row[1..]) AddFlag(name, LexiconFlags.Nationality);
        foreach (var row in lists.Read("job_titles_faker_mit"))
            if (row[0].StartsWith("en", StringComparison.Ordinal)) AddFlag(row[1], LexiconFlags.Job);
    }

    private void AddCaseCounts(WordLists lists)
    {
        foreach (var row in lists.Read("en_word_case_counts_gutenberg_pd"))
        {
            var lower = int.Parse(row[1], CultureInfo.InvariantCulture);
            var capitalised = int.Parse(row[2], CultureInfo.InvariantCulture);
            var share = (double)capitalised / Math.Max(lower + capitalised, 1);
            uint grade = share switch { < 0.01 => 1, < 0.05 => 2, < 0.2 => 3, < 0.5 => 4, < 0.8 => 5, < 0.97 => 6, _ => 7 };
            var words = Words(row[0]);
            if (words.Count != 1) continue;
            _entries[words[0]] = (Entry(words[0]) & ~LexiconEntry.CapitalisedMask) | (grade << LexiconEntry.Capitalised);
            if (lower >= 300 && grade <= 2) _entries[words[0]] |= (uint)LexiconFlags.Common;
        }
    }

    // A name of one word counts as listed, the words of a longer one as possible parts.
    private void Add(string name, int part, uint grade)
    {
        var words = Words(name);
        foreach (var word in words) Raise(word, part, words.Count == 1 ? grade : 1);
    }

    private void AddName(string name, int part, uint grade)
    {
        Add(name, part, grade);
        var words = Words(name);
        if (words.Count is < 2 or > 5) return;
        Raise(words.Aggregate(FeatureHash.Pair), part, grade);
        _entries[words[0]] = Entry(words[0]) | (uint)LexiconFlags.BeginsName;
    }

    private void AddFlag(string text, LexiconFlags flag)
    {
        foreach (var word in Words(text)) _entries[word] = Entry(word) | (uint)flag;
    }

    // A single letter is somebody's initial far more often than a title.
    private void AddTitle(string prefix)
    {
        foreach (var word in prefix.Split(' ', '.'))
            if (word.Length > 1) AddFlag(word, LexiconFlags.Title);
    }

    private void Raise(ulong word, int part, uint grade) => _entries[word] = LexiconEntry.Raise(Entry(word), part, grade);

    private uint Entry(ulong word) => _entries.GetValueOrDefault(word);

    private static uint Grade(string rank, int common, int known)
    {
        var number = int.Parse(rank, CultureInfo.InvariantCulture);
        return number <= common ? 3u : number <= known ? 2u : 1u;
    }

    private static List<ulong> Words(string text)
    {
        var hashes = new List<ulong>();
        Span<Word> words = stackalloc Word[64];
        Span<char> lower = stackalloc char[WordFacts.MaxLength];
        for (var position = 0; position < text.Length;)
        {
            var count = WordSplitter.Split(text, ref position, words);
            if (count == 0) break;
            foreach (var word in words[..count]) hashes.Add(WordFacts.Of(text.AsSpan(word.Start, word.Length), Lexicon.None, lower, out _).Lower);
        }
        return hashes;
    }
}
