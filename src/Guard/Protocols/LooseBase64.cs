using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// What a lenient decoder reads in something that is not quite base64: characters that are not of the alphabet are dropped, in whatever number, and behind padding
/// another file may begin.
/// </summary>
internal static class LooseBase64
{
    private const int LeastBytes = 8;  // fewer come out of many a word

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    /// <summary>Whether it hides a file that a program could open, or a text.</summary>
    /// <param name="encoded">Anything.</param>
    public static bool HidesFile(ReadOnlySpan<byte> encoded)
    {
        var kept = new byte[encoded.Length + 3];
        var length = 0;
        while (!encoded.IsEmpty)
        {
            var next = encoded[0];
            encoded = encoded[1..];
            if (next == (byte)'=' && length > 0)
            {
                if (IsFile(kept, length)) return true;
                length = 0;
            }
            else if (Letters.Contains(next))
            {
                kept[length++] = next switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => next };
            }
        }
        return IsFile(kept, length);
    }

    private static bool IsFile(byte[] kept, int length)
    {
        if (length % 4 == 1) length--;
        while (length % 4 != 0) kept[length++] = (byte)'=';
        var bytes = new byte[length / 4 * 3];
        if (Base64.DecodeFromUtf8(kept.AsSpan(0, length), bytes, out _, out var written) == OperationStatus.DestinationTooSmall || written < LeastBytes) return false;
        var file = bytes.AsSpan(0, written);
        return FileSignature.Is(file) || IsText(file);
    }

    /// <summary>Whether bytes are a text: UTF-8 without control characters but those of lines and tabs.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !bytes.StartsWith("%PDF-"u8) && !bytes.ContainsAnyInRange((byte)0, (byte)8) && !bytes.ContainsAnyInRange((byte)14, (byte)31);
}
