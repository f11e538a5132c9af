using System.Buffers;

namespace EventAgents.Guard.Masking;

/// <summary>Base 32 in Crockford's alphabet: no I, L, O or U, so that a read-out or retyped code stays unambiguous.</summary>
internal static class Crockford
{
    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"u8;

    /// <summary>Every digit, in both cases.</summary>
    public static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz"u8);

    /// <summary>Fills <paramref name="destination"/> with digits, 5 bits each, from the most significant bits on.</summary>
    /// <param name="bits">At least 5/8 byte per digit.</param>
    /// <param name="destination">Receives one digit per byte.</param>
    public static void Write(ReadOnlySpan<byte> bits, Span<byte> destination)
    {
        uint window = 0;
        int held = 0, next = 0;
        for (var i = 0; i < destination.Length; i++)
        {
            if (held < 5)
            {
                window = (window << 8) | bits[next++];
                held += 8;
            }
            held -= 5;
            destination[i] = Alphabet[(int)(window >> held) & 31];
        }
    }
}
