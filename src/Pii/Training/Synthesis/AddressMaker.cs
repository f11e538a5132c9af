using System.Globalization;

namespace EventAgents.Pii.Training.Synthesis;

/// <summary>Makes up addresses in the order that a language's country writes them in.</summary>
internal static class AddressMaker
{
    /// <summary>Street and number.</summary>
    public static string Street(NamePool pool, string language, DeterministicRandom random)
    {
        var name = pool.Street(random);
        var number = (1 + random.Next(random.Chance(80) ? 199 : 9_999)).ToString(CultureInfo.InvariantCulture)
            + (random.Chance(12) ? "abcd"[random.Next(4)] : "");
        return language switch
        {
            "de" => name + random.Pick(["straße ", "str. ", "weg ", "gasse ", "allee ", "platz ", "ring ", " Straße ", "-Straße ", "ufer "]) + number,
            "nl" => name + random.Pick(["straat ", "laan ", "weg ", "plein ", "gracht ", "kade "]) + number,
            "sv" => name + random.Pick(["gatan ", "vägen ", "gränd "]) + number,
            "no" => name + random.Pick(["gata ", "veien ", "vegen "]) + number,
            "da" => name + random.Pick(["gade ", "vej ", " Allé "]) + number,
            "fi" => name + random.Pick(["katu ", "tie ", "kuja ", "polku "]) + number + (random.Chance(40) ? $" A {random.Next(40)}" : ""),
            "fr" => number + (random.Chance(10) ? " bis" : "") + random.Pick([", rue ", " rue ", " avenue ", " boulevard ", ", place ", " chemin "])
                + random.Pick(["", "de ", "du ", "des "]) + name,
            "es" => random.Pick(["Calle ", "C/ ", "Avenida ", "Avda. ", "Paseo de ", "Plaza ", "calle "]) + name + random.Pick([", ", " ", " n.º "])
                + number + (random.Chance(40) ? $", {random.Next(9)}º {"ABCD"[random.Next(4)]}" : ""),
            "it" => random.Pick(["Via ", "via ", "Viale ", "Piazza ", "Corso ", "Vicolo "]) + name + random.Pick([" ", ", "]) + number,
            "pt" => random.Pick(["Rua ", "Av. ", "Avenida ", "Travessa ", "Rua das ", "Praça "]) + name + random.Pick([", ", " "]) + number
                + (random.Chance(40) ? $", {random.Pick(["apto ", "ap. ", "bloco "])}{random.Next(99)}" : ""),
            "pl" => random.Pick(["ul. ", "al. ", "os. ", "ulica "]) + name + " " + number
                + (random.Chance(50) ? $"/{random.Next(60)}" : random.Chance(20) ? $" m. {random.Next(60)}" : ""),
            "cs" or "sk" => name + " " + number + (random.Chance(40) ? $"/{random.Next(60)}" : ""),
            "hu" => name + random.Pick([" utca ", " út ", " tér "]) + number + ".",
            "ro" => random.Pick(["Str. ", "Strada ", "Bd. ", "Calea ", "Aleea "]) + name + random.Pick([" nr. ", ", nr. "]) + number
                + (random.Chance(40) ? $", bl. {random.Next(40)}, ap. {random.Next(60)}" : ""),
            "tr" => name + random.Pick([" Sokak No: ", " Sok. No:", " Caddesi No: ", " Cad. No: ", " Mah. "]) + number
                + (random.Chance(40) ? $" D:{random.Next(20)}" : ""),
            "ru" or "uk" or "bg" => random.Pick(["ул. ", "улица ", "пр. ", "пер. ", "вул. "]) + name + random.Pick([", д. ", ", ", ", буд. "])
                + number + (random.Chance(50) ? $", кв. {random.Next(200)}" : ""),
            "el" => random.Pick(["", "Οδός "]) + name + " " + number,
            "ja" => $"{name}{1 + random.Next(6)}丁目{1 + random.Next(20)}-{1 + random.Next(20)}",
            "zh" => $"{name}{random.Pick(["路", "街", "大道"])}{number}号{(random.Chance(50) ? $"{random.Next(20)}栋{random.Next(2_000)}室" : "")}",
            "ko" => $"{name}{random.Pick(["로 ", "길 ", "대로 "])}{number}{(random.Chance(40) ? $", {random.Next(20)}동 {random.Next(2_000)}호" : "")}",
            "ar" or "fa" => $"{random.Pick(["شارع ", "طريق "])}{name}، {number}",
            "hi" or "ne" => $"{random.Pick(["मकान नं. ", "फ्लैट "])}{number}, {name} {random.Pick(["मार्ग", "रोड", "नगर"])}",
            _ => (random.Chance(15) ? $"{random.Pick(["Flat ", "Unit ", "Apt "])}{random.Next(60)}, " : "") + number + " " + name + " "
                + random.Pick(["Street", "St", "St.", "Road", "Rd", "Avenue", "Ave", "Lane", "Drive", "Court", "Row", "Close", "Way", "Terrace", "Boulevard", "Place", "Crescent", "Hill", "Gardens", "Mews", "Walk", "Quay"])
                + (random.Chance(20) ? random.Pick([", Apt ", " Apt. ", ", Suite ", " #", ", Unit "])
                    + random.Next(400).ToString(CultureInfo.InvariantCulture) : ""),
        };
    }

    /// <summary>Street, number, postcode, town.</summary>
    public static string Full(NamePool pool, string language, DeterministicRandom random)
    {
        var (street, city, code) = (Street(pool, language, random), pool.City(random), Postcode(language, random));
        var join = random.Pick([", ", ", ", ", ", "\n", " "]);
        return language switch
        {
            "ja" => $"〒{code} {city}{street}",
            "zh" or "ko" => city + (language == "ko" ? " " : "") + street,
            "ru" or "uk" or "bg" => $"{(random.Chance(50) ? code + ", " : "")}{random.Pick(["г. ", "", "м. "])}{city}, {street}",
            "en" => random.Chance(60) ? $"{street}{join}{city}{(random.Chance(60) ? $", {random.Pick(Words.States)}" : ",")} {code}" : $"{street}{join}{city} {code}",
            "pt" => $"{street}{join}{(random.Chance(50) ? $"{code} {city}" : $"{city} - {random.Pick(Words.States)}, {code}")}",
            "it" => $"{street}{join}{code} {city}{(random.Chance(40) ? $" ({random.Pick(Words.States)})" : "")}",
            "hu" => $"{code} {city}, {street}",
            "hi" or "ne" or "ar" or "fa" => $"{street}, {city} {code}",
            "tr" => $"{street}{join}{code} {city}{(random.Chance(30) ? "/" + pool.City(random) : "")}",
            _ => $"{street}{join}{code} {city}",
        };
    }

    /// <summary>A postcode.</summary>
    public static string Postcode(string language, DeterministicRandom random)
    {
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + random.Next(26))));
        return language switch
        {
            "nl" => $"{Digits(4)} {Letters(2)}",
            "sv" or "cs" or "sk" or "el" => $"{Digits(3)} {Digits(2)}",
            "da" or "no" or "hu" => Digits(4),
            "pl" => $"{Digits(2)}-{Digits(3)}",
            "pt" => random.Chance(50) ? $"{Digits(4)}-{Digits(3)}" : $"{Digits(5)}-{Digits(3)}",
            "ro" or "ru" or "zh" or "hi" => Digits(6),
            "ja" => $"{Digits(3)}-{Digits(4)}",
            "en" => random.Next(3) switch { 0 => $"{Letters(1 + random.Next(2))}{1 + random.Next(20)} {Digits(1)}{Letters(2)}", _ => Digits(5) },
            _ => Digits(5),
        };
    }
}
