using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Addresses of cryptocurrencies: Base58Check (Bitcoin, Litecoin, Dogecoin, Tron), Bech32 and Bech32m (BIP 173, 350), and
/// Ethereum's 0x with 40 hex digits. 64 hex digits are a transaction's or a block's hash and are left alone.
/// </summary>
internal sealed class CryptoAddress : Recognizer
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static readonly SearchValues<char> Base58Characters = SearchValues.Create(Base58);

    private const string Bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    public override IReadOnlyList<string> Finds { get; } =
    [
        "send to «1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»", "«3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy»", "«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»",
        "«0x52908400098527886E0F7030069857D2E4169EE7»",
        "«bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297»", "0x9 and «0xde709f2102306220921060314715629080e2fb77»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2", "8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060", "1234567890123456789012345678", "0x0000000000000000000000000000000000000000",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        foreach (ref readonly var token in scan.Tokens)
        {
            if (token.Length is < 25 or > 90 || !token.HasDigit || (token.Kind & TokenKind.Foreign) != 0 || scan.Before(token.Start) == '_'
                || scan.At(token.End) == '_') continue;
            var word = scan.TextOf(token);
            var isAddress = word switch
            {
                ['1' or '3' or 'L' or 'M' or 'D' or 'T' or 'A' or '9', ..] when word.Length <= 36 => IsBase58Check(word),
                ['b' or 'B', 'c' or 'C', '1', ..] or ['l', 't', 'c', '1', ..] or ['t', 'b', '1', ..] => IsBech32(word),
                ['0', 'x', ..] => word.Length == 42 && word[2..].ContainsAnyExcept('0', 'f', 'F') && IsHex(word[2..]),
                ['a', 'd', 'd', 'r', '1', ..] => word.Length >= 50 && !word.ContainsAnyInRange('A', 'Z'),
                ['4' or '8', ..] when word.Length == 95 => true,
                _ => false,
            };
            if (isAddress) findings.Add(new Finding(token.Start, token.Length, EntityType.Crypto, 0.95f, FindingSource.Proven));
            else if (word.Length is >= 32 and <= 44 && word[0] is not ('1' or '3')
                && (scan.CueNear(IndexOf(scan, token), IndexOf(scan, token)) & Cue.Crypto) != 0 && !word.ContainsAnyExcept(Base58Characters)
                && HasBothCases(token))
                findings.Add(new Finding(token.Start, token.Length, EntityType.Crypto, 0.6f, FindingSource.Context));
        }
    }

    private static int IndexOf(in Scan scan, in Token token) => scan.TokenAt(token.Start);

    private static bool HasBothCases(in Token token) => (token.Kind & (TokenKind.Lower | TokenKind.Upper)) == (TokenKind.Lower | TokenKind.Upper);

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c)) return false;
        }
        return true;
    }

    /// <summary>25 bytes in base 58 whose last four are the double SHA-256 of the others.</summary>
    private static bool IsBase58Check(ReadOnlySpan<char> word)
    {
        var number = BigInteger.Zero;
        foreach (var c in word)
        {
            var digit = Base58.IndexOf(c);
            if (digit < 0) return false;
            number = number * 58 + digit;
        }
        Span<byte> bytes = stackalloc byte[25];
        bytes.Clear();
        var size = number.GetByteCount(isUnsigned: true);
        if (size > 25 || !number.TryWriteBytes(bytes[(25 - size)..], out _, isUnsigned: true, isBigEndian: true)) return false;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..21], hash);
        SHA256.HashData(hash, hash);
        return hash[..4].SequenceEqual(bytes[21..]) && bytes[0] is 0x00 or 0x05 or 0x30 or 0x32 or 0x1E or 0x16 or 0x41;
    }

    /// <summary>The polymod over prefix and data is 1 (Bech32) or 0x2bc830a3 (Bech32m).</summary>
    private static bool IsBech32(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[90];
        word.ToLowerInvariant(lower);
        lower = lower[..word.Length];
        var separator = lower.LastIndexOf('1');
        if (separator < 1 || word.Length - separator < 7) return false;
        uint check = 1;
        foreach (var c in lower[..separator]) check = Step(check, (uint)c >> 5);
        check = Step(check, 0);
        foreach (var c in lower[..separator]) check = Step(check, (uint)c & 31);
        foreach (var c in lower[(separator + 1)..])
        {
            var value = Bech32.IndexOf(c);
            if (value < 0) return false;
            check = Step(check, (uint)value);
        }
        return check is 1 or 0x2bc830a3;
    }

    private static uint Step(uint check, uint value)
    {
        var top = check >> 25;
        check = (check & 0x1ffffff) << 5 ^ value;
        ReadOnlySpan<uint> generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
        for (var i = 0; i < 5; i++)
        {
            if ((top >> i & 1) != 0) check ^= generators[i];
        }
        return check;
    }
}
