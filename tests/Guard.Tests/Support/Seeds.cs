using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Support;

/// <summary>Five values of each entity type. All are made up, or come from ranges that belong to nobody; none is part of another.</summary>
internal static class Seeds
{
    public static readonly (EntityType Type, string Value)[] All = [.. ByType().SelectMany(t => t.Values.Select(v => (t.Type, v)))];

    /// <summary>Decimal numbers, for places that hold a JSON number.</summary>
    public static readonly string[] Numbers = ["4111111111111111", "5550100123", "-78051120.5", "219099999", "10203040506070"];

    private static IEnumerable<(EntityType Type, string[] Values)> ByType() =>
    [
        (EntityType.Person, ["Ada Lovelace", "Zoë O\"Neil", "Grace \\ Hopper", "李小龙", "Ŧest <b>Name</b>"]),
        (EntityType.Address, ["12 Harbour Lane, Springfield", "Rue de l'Église 5", "Hauptstraße 7, 10115 Berlin", "1 Infinite\nLoop", "221B Baker St"]),
        (EntityType.DateOfBirth, ["10 Dec 1815", "1906-12-09", "23/06/1912", "31.01.1999", "May 5th, 2001"]),
        (EntityType.Age, ["aged 81", "36 years old", "52-year-old", "age: 17", "turned 44"]),
        (EntityType.Email, ["ada@example.com", "grace.hopper+navy@example.org", "\"q u\"@example.net", "zoë@example.com", "x_y-z@mail.example.com"]),
        (EntityType.Phone, ["+1 212-555-0142", "(415) 555-0199", "555-0101", "+1.303.555.0177", "206 555 0110"]),
        (EntityType.Url, ["https://u:p@example.com/a?b=c", "http://example.org/in/ada", "https://example.net/#t=1&x=2", "ftp://example.com/ö", "https://example.com/q?e=ada"]),
        (EntityType.Ip, ["192.0.2.17", "198.51.100.200", "203.0.113.9", "2001:db8::17", "2001:db8:1:2::ff"]),
        (EntityType.CreditCard, ["4012888888881881", "5555-5555-5555-4444", "3782 822463 10005", "6011000990139424", "30569309025904"]),
        (EntityType.Iban, ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR1420041010050500013M02606", "NL91ABNA0417164300", "CH9300762011623852957"]),
        (EntityType.BankAccount, ["12-3456-7890123-00", "000123456789", "DEUTDEFF500", "40-47-84 70872490", "987654321098"]),
        (EntityType.UsSsn, ["078-05-1120", "219-09-9999", "078 05 1121", "900-12-3456", "457555462"]),
        (EntityType.Passport, ["X1234567", "C01X00T47", "L898902C3", "AB9876543", "K0000001E"]),
        (EntityType.DriverLicense, ["MORGA753116SM9IJ", "D1234562", "S530-4600-0001", "B072RRE2I55", "F25592150094"]),
        (EntityType.NationalId, ["943 476 5919", "QQ123456C", "86095742719", "12345678Z", "1-84-12-76-451-089 46"]),
        (EntityType.MedicalId, ["1EG4-TE5-MK73", "MRN 00991827", "A123456780", "1234567893", "AB1234563"]),
        (EntityType.Username, ["@countess", "jdoe1815", "root-adm", "ada_l", "DOMAIN\\ada"]),
        (EntityType.Password, ["hunter2!", "p@ss\"word", "correct horse", "Tr0ub4dor&3", "letmein\t1"]),
        (EntityType.ApiKey, ["sk-test-51H8x0000000000000000", "AKIAIOSFODNN7EXAMPLE", "ghp_000000000000000000000000000000000000", "xoxb-0000-1111-abcd", "SG.aaaa.bbbb"]),
        (EntityType.Crypto, ["1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "0x0000000000000000000000000000000000dEaD", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "D7Y55r6Yoc1G8EECxkQ6SuSjTgGJJ7M6yD"]),
        (EntityType.VehicleId, ["1M8GDM9AXKP042788", "B-AB 1234", "AB12 CDE", "JH4KA7532MC011111", "7ABC123"]),
        (EntityType.Code, ["EMP-00417", "case 2:19-cv-00123", "contract #A-77", "INV/2026/0009", "HRB 12345 B"]),
        (EntityType.Custom, ["Project Nightingale", "badge 7F-22", "room Ω-9", "crew_17", "shift «blue»"]),
    ];
}
