using System.Globalization;

namespace EventAgents.Pii.Recognizers;

/// <summary>The countries' numbering plans: lengths of national numbers with the three digits they may begin with.</summary>
internal static class PhonePlans
{
    private static readonly Dictionary<int, Plan> Plans = Load();

    /// <summary>Splits the digits behind a + into a country code and a national number that its plan knows.</summary>
    /// <returns>The country code's length, or 0 if no plan knows the number.</returns>
    public static int CountryCodeLength(ReadOnlySpan<char> digits)
    {
        for (var length = 1; length <= 3 && length < digits.Length - 4; length++)
        {
            if (!Plans.TryGetValue((int)CheckDigits.Number(digits[..length]), out var plan)) continue;
            return plan.Knows(digits[length..]) ? length : 0;
        }
        return 0;
    }

    /// <summary>Whether the digits begin with a country code and may be a number there, whatever the plan says of its first digits.</summary>
    public static bool HasCountryCode(ReadOnlySpan<char> digits)
    {
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (Plans.TryGetValue((int)CheckDigits.Number(digits[..length]), out var plan)) return plan.HasLength(digits.Length - length);
        }
        return false;
    }

    /// <summary>Whether this is a number of North America: area and exchange begin with 2 to 9, and the area is given out.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> digits) => digits.Length == 10 && digits[3] >= '2' && Plans[1].Knows(digits);

    private static Dictionary<int, Plan> Load()
    {
        using var reader = new StreamReader(typeof(PhonePlans).Assembly.GetManifestResourceStream("PhonePlans.txt")!);
        var plans = new Dictionary<int, Plan>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var fields = line.Split(' ');
            plans.Add(int.Parse(fields[0], CultureInfo.InvariantCulture), Plan.Parse(fields[1], fields.AsSpan(2)));
        }
        return plans;
    }

    private sealed class Plan
    {
        /// <summary>By length of the national number: 1,000 bits, one for each beginning of three digits; null where no number has that length.</summary>
        private readonly ulong[]?[] _beginnings = new ulong[]?[18];
        private string _nationalPrefix = "";

        public static Plan Parse(string nationalPrefix, ReadOnlySpan<string> fields)
        {
            var plan = new Plan { _nationalPrefix = nationalPrefix.Trim('-') };
            foreach (var field in fields)
            {
                var (lengths, ranges) = field.Split(':') is [var first, var second] ? (first, second) : throw new InvalidDataException(field);
                foreach (var length in lengths.Split('/'))
                {
                    var bits = plan._beginnings[int.Parse(length, CultureInfo.InvariantCulture)] ??= new ulong[16];
                    foreach (var range in ranges.Split(','))
                    {
                        var from = int.Parse(range.AsSpan(0, 3), CultureInfo.InvariantCulture);
                        var to = int.Parse(range.AsSpan(range.Length - 3), CultureInfo.InvariantCulture);
                        for (var i = from; i <= to; i++) bits[i >> 6] |= 1UL << i;
                    }
                }
            }
            return plan;
        }

        public bool HasLength(int length) => length < _beginnings.Length && _beginnings[length] is not null;

        /// <summary>Whether the plan has the number; a national prefix that was left in, "+44 (0)20 …", is skipped.</summary>
        public bool Knows(ReadOnlySpan<char> national) =>
            Has(national) || (_nationalPrefix.Length > 0 && national.StartsWith(_nationalPrefix, StringComparison.Ordinal)
                && Has(national[_nationalPrefix.Length..]));

        private bool Has(ReadOnlySpan<char> national)
        {
            if (national.Length < 5 || national.Length >= _beginnings.Length || _beginnings[national.Length] is not { } bits) return false;
            var beginning = (int)CheckDigits.Number(national[..3]);
            return (bits[beginning >> 6] >> beginning & 1) != 0;
        }
    }
}
