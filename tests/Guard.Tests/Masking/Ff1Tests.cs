using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Tests.Support;

namespace EventAgents.Guard.Tests.Masking;

public class Ff1Tests
{
    private const string Key128 = "2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Key192 = Key128 + "EF4359D8D580AA4F";
    private const string Key256 = Key192 + "7F036D6F04FC6A94";

    /// <summary>The nine samples that NIST publishes for SP 800-38G.</summary>
    [Theory]
    [InlineData(Key128, 10, "", "0123456789", "2433477484")]
    [InlineData(Key128, 10, "39383736353433323130", "0123456789", "6124200773")]
    [InlineData(Key128, 36, "3737373770717273373737", "0123456789abcdefghi", "a9tv40mll9kdu509eum")]
    [InlineData(Key192, 10, "", "0123456789", "2830668132")]
    [InlineData(Key192, 10, "39383736353433323130", "0123456789", "2496655549")]
    [InlineData(Key192, 36, "3737373770717273373737", "0123456789abcdefghi", "xbj3kv35jrawxv32ysr")]
    [InlineData(Key256, 10, "", "0123456789", "6657667009")]
    [InlineData(Key256, 10, "39383736353433323130", "0123456789", "1001623463")]
    [InlineData(Key256, 36, "3737373770717273373737", "0123456789abcdefghi", "xs8a0azh2avyalyzuwd")]
    public void The_published_samples_are_met(string key, int radix, string tweak, string plain, string cipher)
    {
        var ff1 = new Ff1(Convert.FromHexString(key));
        var digits = Digits(plain);
        ff1.Encrypt(digits, radix, Convert.FromHexString(tweak));
        Assert.Equal(cipher, Text(digits));
        ff1.Decrypt(digits, radix, Convert.FromHexString(tweak));
        Assert.Equal(plain, Text(digits));
    }

    [Fact]
    public void Over_a_whole_domain_every_number_has_a_cipher_of_its_own()
    {
        var ff1 = new Ff1(Convert.FromHexString(Key256), minDomain: 10_000);  // as small as only a test may have it
        var seen = new bool[10_000];
        var digits = new int[4];
        for (var number = 0; number < seen.Length; number++)
        {
            for (int i = 3, rest = number; i >= 0; i--, rest /= 10) digits[i] = rest % 10;
            ff1.Encrypt(digits, radix: 10, tweak: "t"u8);
            var cipher = digits.Aggregate(0, (sum, digit) => 10 * sum + digit);
            Assert.False(seen[cipher]);
            seen[cipher] = true;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(19)]
    [InlineData(37)]
    [InlineData(38)]
    public void What_was_enciphered_is_deciphered_at_every_length(int length)
    {
        var ff1 = new Ff1(Convert.FromHexString(Key128));
        var radix = length == 2 ? 1_000 : 10;
        int[] plain = [.. Enumerable.Range(0, length).Select(i => radix - 1 - i * 7 % radix)];
        int[] digits = [.. plain];
        ff1.Encrypt(digits, radix, tweak: []);
        Assert.NotEqual(plain, digits);
        ff1.Decrypt(digits, radix, tweak: []);
        Assert.Equal(plain, digits);
    }

    [Fact]
    public void Small_domains_and_missing_keys_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Ff1([]));
        var ff1 = new Ff1(Convert.FromHexString(Key128));
        Assert.Throws<ArgumentException>(() => ff1.Encrypt(new int[5], radix: 10, tweak: []));
        Assert.Throws<ArgumentException>(() => ff1.Encrypt(new int[39], radix: 10, tweak: []));
    }

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("-100000")]
    [InlineData("0.000001")]
    [InlineData("123456.50e-7")]
    public void A_number_becomes_another_of_the_same_form_and_the_key_alone_brings_it_back(string number)
    {
        var masked = NumberMask.Run(GuardFixture.Key, Encoding.ASCII.GetBytes(number))!;
        var text = Encoding.ASCII.GetString(masked);
        Assert.NotEqual(number, text);
        Assert.Equal(number.Length, text.Length);
        Assert.Matches(@"^-?(0|[1-9]\d*)(\.\d+)?(e-7)?$", text);
        Assert.Equal(number, Encoding.ASCII.GetString(NumberMask.Run(GuardFixture.Key, masked, decrypt: true)!));
    }

    private static int[] Digits(string text) => [.. text.Select(c => char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10)];

    private static string Text(int[] digits) => string.Concat(digits.Select(d => (char)(d < 10 ? '0' + d : 'a' + d - 10)));
}
