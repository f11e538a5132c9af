using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>The words that make a street of a name, by where they stand. From the lists named in NOTICE, with abbreviations.</summary>
internal static class StreetWords
{
    private static readonly HashSet<ulong> After = WordHash.SetOf(
        "alley ally aly approach arcade avenue ave av bank bend boulevard blvd brae branch bridge brook brow burg bypass camp canyon cape causeway center centre chase circle cir circuit cliff cliffs close club common corner course court ct courts cove creek crescent cres crest cross crossing crossroad curve dale dell drive dr driveway end esplanade estate estates expressway extension fairway fall falls ferry field fields fold ford forest forge fork freeway fwy gap garden gardens gdns gate gateway glade glen glens grange green greens grove groves harbor harbour haven heath heights hill hills highway hwy hollow house inlet island isle junction key knoll knolls lake lakes landing lane ln light loaf lock lodge loop mall manor meadow meadows mews mill mills mission motorway mount mountain neck nook orchard oval overpass parade park parkway pkwy pass passage path pike pine pines place pl plain plains plaza point points port prairie promenade quay radial ramp ranch rapid rapids rest ridge ridges rise river road rd rd. route row run shoal shoals shore shores skyway spring springs spur square sq squares station stravenue stream street st str streets summit terrace ter throughway trace track trail trafficway tunnel turnpike underpass union vale valley viaduct view village villas ville vista walk walks way ways well wells wharf wynd yard " +
        "straße strasse str weg platz allee gasse damm ufer ring steig kai gade vej vei veien gata gate gatan vägen väg straat laan plein gracht kade singel katu tie utca út körút tér cadde caddesi cad sokak sokağı sok bulvarı mahallesi mah gatvė tänav maantee puiestee cesta ulica iela");

    private static readonly HashSet<ulong> Before = WordHash.SetOf(
        "rue avenue av boulevard bd place pl chemin impasse quai allée allee allées route square cours passage calle c avenida avda av plaza paseo carrer carrera ronda camino travesía glorieta callejón diagonal cl cra via viale piazza corso vicolo largo strada piazzale contrada rua travessa praça alameda avenida estrada rodovia bulevardul aleea șoseaua str ul ulica al aleja aleje pl plac os osiedle ulice náměstí nám třída ulitsa бульвар улица ул просп проспект вулиця вул jalan jl đường phố ngõ kp gg gang вулиця пров проспект пл пер переулок провулок шоссе наб οδός οδό οδού λεωφόρος λεωφόρο λεωφόρου");

    /// <summary>Endings of one-word streets: Lindenstraße, Vasagatan, Jacobsenåsen.</summary>
    private static readonly string[] Endings =
    [
        "straße", "strasse", "str", "weg", "platz", "allee", "gasse", "damm", "ufer", "ring", "steig", "stieg", "kai", "pfad", "markt", "graben", "chaussee",
        "promenade", "wall", "winkel", "berg", "hof", "gade", "gaden", "vej", "vejen", "stræde", "veien", "gata", "gaten", "gatan", "gränd", "vägen", "stigen", "torget",
        "backen", "åsen", "bakken", "lia", "haugen", "straat", "laan", "plein",
        "gracht", "kade", "singel", "dreef", "steeg", "lei", "baan", "katu", "kuja", "reihe", "stiege", "twiete", "zeile", "tor", "polku", "tie", "bulevardi", "penger", "allén", "plassen", "svingen",
        "toppen", "vika", "jordet", "løkka", "moen", "ekra", "roa", "stien", "kroken", "kollen", "lunden", "vollen", "tunet", "leden", "plan",
    ];

    /// <summary>Beginnings of the part of an address that names a flat, a floor or a house.</summary>
    private static readonly HashSet<ulong> Units = WordHash.SetOf("apt apartment suite ste unit flat floor fl room rm bldg building block studio lot box etage og eg stock wohnung hinterhaus étage appartement appt bât bâtiment esc escalier piso puerta pta planta portal edif edificio depto departamento int interior dcha izq bajo scala interno sc et ap apto bloco andar lokal m lok lgh tr th tv bus daire kat sala casa byt кв izda izquierda derecha bl bloc rt rw no nomor д корп этаж dom nr gang pod pokój mieszk mieszkanie unità");

    public static bool IsAfter(in Token token) => After.Contains(token.Hash);

    public static bool IsBefore(in Token token) => Before.Contains(token.Hash);

    public static bool IsUnit(in Token token) => Units.Contains(token.Hash);

    public static bool HasEnding(ReadOnlySpan<char> word)
    {
        if (word.Length < 6) return false;
        foreach (var ending in Endings)
        {
            if (word.Length >= ending.Length + 3 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
