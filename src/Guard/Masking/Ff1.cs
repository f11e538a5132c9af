using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EventAgents.Guard.Masking;

/// <summary>
/// Format-preserving encryption FF1 of NIST SP 800-38G: digits of a radix in, as many digits out, reversible with the key alone.
/// Each half of the input must fit 64 bits, so decimal input is at most 38 digits.
/// </summary>
public sealed class Ff1
{
    /// <summary>Smallest allowed number of possible inputs. SP 800-38G revision 1 demands it: a smaller domain can be tried out whole.</summary>
    public const int MinDomain = 1_000_000;

    private const int Rounds = 10, BlockBytes = 16;
    private readonly byte[] _key;
    private readonly int _minDomain;

    /// <summary>Takes an AES key.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <exception cref="ArgumentException">The key is missing or of another length.</exception>
    public Ff1(ReadOnlySpan<byte> key) : this(key, MinDomain)
    {
    }

    /// <summary>For tests, which try out a whole domain.</summary>
    internal Ff1(ReadOnlySpan<byte> key, int minDomain)
    {
        _minDomain = minDomain;
        if (key.Length is not (16 or 24 or 32)) throw new ArgumentException("FF1 needs an AES key of 16, 24 or 32 bytes.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>Whether numbers of <paramref name="length"/> digits can be enciphered.</summary>
    public static bool Accepts(int radix, int length) => Accepts(radix, length, MinDomain);

    /// <summary>Enciphers in place.</summary>
    /// <param name="digits">Values below <paramref name="radix"/>, most significant first.</param>
    /// <param name="radix">2 to 65,536.</param>
    /// <param name="tweak">Public context; the same is needed for deciphering.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="MinDomain"/> inputs are possible, or the input is too long.</exception>
    public void Encrypt(Span<int> digits, int radix, ReadOnlySpan<byte> tweak) => Run(digits, radix, tweak, decrypt: false);

    /// <summary>Deciphers in place; arguments and errors as for <see cref="Encrypt"/>.</summary>
    public void Decrypt(Span<int> digits, int radix, ReadOnlySpan<byte> tweak) => Run(digits, radix, tweak, decrypt: true);

    private static bool Accepts(int radix, int length, int minDomain) =>
        length >= 2 && Power(radix, length - length / 2) - 1 <= ulong.MaxValue && Power(radix, length) >= (uint)minDomain;

    private void Run(Span<int> digits, int radix, ReadOnlySpan<byte> tweak, bool decrypt)
    {
        if (radix is < 2 or > 65_536) throw new ArgumentOutOfRangeException(nameof(radix));
        if (!Accepts(radix, digits.Length, _minDomain)) throw new ArgumentException("FF1 takes domains from 10^6 on, with halves of at most 64 bits.", nameof(digits));

        // Algorithms 7 and 8, with their names: u and v are the halves' lengths, b the bytes of a half, d the bytes that each round draws.
        int n = digits.Length, u = n / 2, v = n - u;
        var b = (int)((UInt128.Log2(Power(radix, v) - 1) + 8) / 8);
        var d = 4 * ((b + 3) / 4) + 4;
        UInt128 left = Number(digits[..u], radix), right = Number(digits[u..], radix);

        var prefix = BlockBytes + tweak.Length;
        var padded = (prefix + 1 + b + BlockBytes - 1) / BlockBytes * BlockBytes;
        var message = new byte[padded];  // P, then Q: tweak, zeros, round, half
        WriteHeader(message, radix, u, n, tweak.Length);
        tweak.CopyTo(message.AsSpan(BlockBytes));

        using var aes = Aes.Create();
        aes.Key = _key;
        for (var step = 0; step < Rounds; step++)
        {
            var round = decrypt ? Rounds - 1 - step : step;
            message[padded - b - 1] = (byte)round;
            WriteHalf(message.AsSpan(padded - b), decrypt ? left : right);
            var modulus = Power(radix, round % 2 == 0 ? u : v);
            var y = Draw(aes, message, d) % modulus;
            if (decrypt) (left, right) = ((right + modulus - y) % modulus, left);
            else (left, right) = (right, (left + y) % modulus);
        }
        Spell(left, radix, digits[..u]);
        Spell(right, radix, digits[u..]);
    }

    private static void WriteHeader(Span<byte> block, int radix, int u, int n, int tweakLength)
    {
        block[0] = 1;
        block[1] = 2;
        block[2] = 1;
        block[3] = (byte)(radix >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(block[4..], (ushort)radix);
        block[6] = Rounds;
        block[7] = (byte)u;
        BinaryPrimitives.WriteInt32BigEndian(block[8..], n);
        BinaryPrimitives.WriteInt32BigEndian(block[12..], tweakLength);
    }

    /// <summary>The first d bytes of PRF(message) as a number; d is at most 16, so one block is always enough.</summary>
    private static UInt128 Draw(Aes aes, ReadOnlySpan<byte> message, int d)
    {
        Span<byte> chained = stackalloc byte[message.Length <= 512 ? message.Length : throw new ArgumentException("The tweak is too long.", nameof(message))];
        aes.EncryptCbc(message, iv: stackalloc byte[BlockBytes], chained, PaddingMode.None);
        return BinaryPrimitives.ReadUInt128BigEndian(chained[^BlockBytes..]) >> (8 * (BlockBytes - d));
    }

    private static UInt128 Number(ReadOnlySpan<int> digits, int radix)
    {
        UInt128 number = 0;
        foreach (var digit in digits) number = number * (uint)radix + (uint)digit;
        return number;
    }

    private static void Spell(UInt128 number, int radix, Span<int> digits)
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (int)(number % (uint)radix);
            number /= (uint)radix;
        }
    }

    private static void WriteHalf(Span<byte> destination, UInt128 half)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)half;
            half >>= 8;
        }
    }

    /// <summary>radix^exponent, or the largest value where that does not fit.</summary>
    private static UInt128 Power(int radix, int exponent)
    {
        UInt128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            if (power > UInt128.MaxValue / (uint)radix) return UInt128.MaxValue;
            power *= (uint)radix;
        }
        return power;
    }
}
