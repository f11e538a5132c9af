using System.Globalization;

namespace EventAgents.Pii.Training.Synthesis;

/// <summary>Makes up values by the name of their kind.</summary>
/// <param name="pools">Names by language.</param>
/// <param name="random">The source of all chance.</param>
internal sealed class ValueMaker(IReadOnlyDictionary<string, NamePool> pools, DeterministicRandom random)
{
    // Languages in Latin letters, whose names meet in one text.
    private static readonly string[] Latin = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "da", "fi", "pl", "cs", "ro", "hu", "tr", "hr", "sk", "sl", "vi", "id", "az", "et", "lt"];

    /// <summary>A value of a kind that templates name.</summary>
    /// <param name="kind">NAME, FIRST, LAST, LASTFIRST, CITY, COUNTRY, ORG, STREET, ADDRESS, AGE, DATE, TIME, NRP, or one of the kinds without a tag.</param>
    /// <param name="language">Two letters.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public SampleValue Make(string kind, string language)
    {
        var pool = PoolFor(language);
        return kind switch
        {
            "NAME" => new(FullName(pool), EntityType.Person),
            "FIRST" => new(pool.First(random), EntityType.Person),
            "LAST" => new(pool.Last(random), EntityType.Person),
            "LASTFIRST" => new(pool.IsSpaced ? $"{pool.Last(random)}, {pool.First(random)}" : FullName(pool), EntityType.Person),
            "INITIAL" => new($"{pool.First(random)[..1]}. {pool.Last(random)}", EntityType.Person),
            "NAMELOW" => new(FullName(pool).ToLowerInvariant(), EntityType.Person),
            "FIRSTLOW" => new(pool.First(random).ToLowerInvariant(), EntityType.Person),
            "NAMEUP" => new(FullName(pool).ToUpperInvariant(), EntityType.Person),
            "CITY" => new(pool.City(random), EntityType.Location),
            "COUNTRY" => new(random.Pick(Words.Countries), EntityType.Location),
            "ORG" => new(Organization(pool), EntityType.Organization),
            "STREET" => new(AddressMaker.Street(pool, language, random), EntityType.Address),
            "ADDRESS" => new(AddressMaker.Full(pool, language, random), EntityType.Address),
            "POSTCODE" => new(AddressMaker.Postcode(language, random), EntityType.Address),
            "AGE" => new(Number(18 + random.Next(75)), EntityType.Age),
            "NRP" => new(random.Pick(Words.Nationalities), EntityType.Nrp),
            "DATE" => new(Date(), EntityType.DateTime),
            "TIME" => new($"{random.Next(24):00}:{random.Next(60):00}", EntityType.DateTime),
            _ => new(Machine(kind, pool), null),
        };
    }

    // Two of ten names in a text come from somewhere else.
    private NamePool PoolFor(string language)
    {
        if (Latin.Contains(language) && random.Chance(language == "en" ? 35 : 15)) language = random.Pick(Latin);
        return pools.TryGetValue(language, out var pool) ? pool : pools["en"];
    }

    private string FullName(NamePool pool)
    {
        var (first, last) = (pool.First(random), pool.Last(random));
        if (!pool.IsSpaced) return last + first;
        return random.Next(14) switch
        {
            0 => $"{first} {(char)('A' + random.Next(26))}. {last}",
            1 => $"{first} {pool.First(random)} {last}",
            2 => $"{first} {last}-{pool.Last(random)}",
            3 => $"{first} {random.Pick(Words.Particles)} {last}",
            4 => $"{first}-{pool.First(random)} {last}",
            _ => $"{first} {last}",
        };
    }

    private string Organization(NamePool pool)
    {
        var head = random.Next(4) switch
        {
            0 => pool.Last(random),
            1 => pool.City(random),
            2 => random.Pick(Words.Brands) + " " + random.Pick(Words.Sectors),
            _ => random.Pick(Words.Brands),
        };
        return random.Next(8) switch
        {
            0 => $"{head} & {pool.Last(random)} {random.Pick(Words.LegalForms)}",
            1 => $"{head} {random.Pick(Words.Sectors)}",
            2 => $"{head} {random.Pick(Words.Institutions)}",
            3 => $"{pool.Last(random)}-{pool.Last(random)}",
            4 => $"{pool.Last(random)}, {pool.Last(random)} {random.Pick(["and", "&", "und", "e", "y", "et"])} {pool.Last(random)}",
            _ => $"{head} {random.Pick(Words.LegalForms)}",
        };
    }

    private string Date()
    {
        var (year, month, day) = (1950 + random.Next(77), 1 + random.Next(12), 1 + random.Next(28));
        return random.Next(6) switch
        {
            0 => $"{year}-{month:00}-{day:00}",
            1 => $"{day:00}.{month:00}.{year}",
            2 => $"{month:00}/{day:00}/{year}",
            3 => $"{day} {Words.Months[month - 1]} {year}",
            4 => $"{Words.Months[month - 1]} {day}, {year}",
            _ => $"{day:00}/{month:00}/{year}",
        };
    }

    private string Machine(string kind, NamePool pool) => kind switch
    {
        "EMAIL" => $"{User(pool)}@{random.Pick(Words.Domains)}",
        "USER" => User(pool),
        "PHONE" => $"+{1 + random.Next(98)} {Digits(3)} 555 {Digits(4)}",
        "IBAN" => $"DE{Digits(20)}",
        "ID" => $"{random.Pick(Words.Prefixes)}-{Digits(5)}",
        "NUM" => Number(random.Next(9_000)),
        "SMALL" => Number(1 + random.Next(60)),
        "AMOUNT" => $"{Number(random.Next(4_000))}.{Digits(2)}",
        "UUID" => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}",
        "HASH" => Hex(random.Chance(50) ? 40 : 7),
        "IP" => $"10.{random.Next(255)}.{random.Next(255)}.{random.Next(255)}",
        "VERSION" => $"{random.Next(20)}.{random.Next(20)}.{random.Next(20)}",
        "STAMP" => $"2026-{1 + random.Next(12):00}-{1 + random.Next(28):00}T{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}Z",
        "PRODUCT" => random.Pick(Words.Products),
        "TRAP" => random.Pick(Words.Traps),
        "IDENT" => random.Pick(Words.Identifiers),
        "THING" => random.Pick(Words.Things),
        "STATUS" => random.Pick(Words.Statuses),
        "JOB" => random.Pick(Words.Jobs),
        "NAMEKEY" => random.Pick(Words.NameKeys),
        "FIRSTKEY" => random.Pick(Words.FirstKeys),
        "LASTKEY" => random.Pick(Words.LastKeys),
        _ => throw new ArgumentException($"No value is called '{kind}'.", nameof(kind)),
    };

    private string User(NamePool pool)
    {
        var name = $"{pool.First(random)}{random.Pick(Words.Joints)}{pool.Last(random)}".ToLowerInvariant();
        return string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')) + (random.Chance(30) ? Digits(2) : "");
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private string Hex(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "0123456789abcdef"[random.Next(16)]));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
