using System.Globalization;
using System.Text;

namespace EventAgents.Guard.Protocols;

/// <summary>Addresses that hold what they name.</summary>
internal static class DataUrl
{
    /// <summary>
    /// Whether a reader of addresses takes the text for a <c>data:</c> URL. As in the WHATWG URL Standard, 4.4, blanks and control characters before it, tabs and
    /// line ends anywhere and the scheme's case do not count; Unicode's blanks before it do not either, as many programs trim them too.
    /// </summary>
    /// <param name="raw">The text as it stands in the document, with JSON's escapes.</param>
    public static bool Is(ReadOnlySpan<byte> raw)
    {
        var scheme = "data:"u8;
        while (!raw.IsEmpty)
        {
            Rune rune;
            int length;
            if (raw[0] == (byte)'\\') length = JsonText.EscapeLength(raw, out rune);
            else Rune.DecodeFromUtf8(raw, out rune, out length);
            raw = raw[length..];
            if (rune.Value is '\t' or '\n' or '\r' || scheme.Length == 5 && IsBlank(rune)) continue;
            if (Rune.ToLowerInvariant(rune).Value != scheme[0]) return false;
            if ((scheme = scheme[1..]).IsEmpty) return true;
        }
        return false;
    }

    private static bool IsBlank(Rune rune) =>
        Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
