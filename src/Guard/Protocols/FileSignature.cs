namespace EventAgents.Guard.Protocols;

/// <summary>Tells by their first bytes the kinds of files that programs read; what begins like none of them, no provider can open.</summary>
internal static class FileSignature
{
    private const int PdfWithin = 1_024;  // readers look for a PDF's beginning that far

    // As in the media types' registrations and the formats' own specifications.
    private static readonly byte[][] Beginnings =
    [
        [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [.. "RIFF"u8], [.. "BM"u8], [.. "II*\0"u8], [.. "MM\0*"u8], [0, 0, 1, 0],
        [.. "PK\u0003\u0004"u8], [0xD0, 0xCF, 0x11, 0xE0], [0x1F, 0x8B], [.. "7z\u00BC\u00AF"u8], [.. "Rar!"u8], [.. "BZh"u8], [.. "{\\rtf"u8],
        [.. "ID3"u8], [.. "OggS"u8], [.. "fLaC"u8], [0xFF, 0xFB], [0xFF, 0xF3], [0xFF, 0xF1], [0x1A, 0x45, 0xDF, 0xA3],
        [0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF],
    ];

    /// <summary>Whether the bytes begin like a file of a known kind that is not plain text, or like text behind a byte order mark.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes)
    {
        foreach (var beginning in Beginnings)
        {
            if (bytes.StartsWith(beginning)) return true;
        }
        return bytes[..Math.Min(bytes.Length, PdfWithin)].IndexOf("%PDF-"u8) >= 0 || (bytes.Length >= 8 && bytes[4..8].SequenceEqual("ftyp"u8));
    }
}
