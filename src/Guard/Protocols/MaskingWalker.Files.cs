using System.Buffers;
using System.Buffers.Text;
using System.Text;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <content>Files, pictures and sound in base64.</content>
internal sealed partial class MaskingWalker
{
    /// <summary>What strict decoders take, those of other alphabets among them, and the line ends that they pass over.</summary>
    private static readonly SearchValues<byte> Base64Bytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\t\r\n"u8);

    private const int LeastBareBytes = 64;
    private const int MaxSchemeBytes = 32;

    /// <summary>Whether the request had files that were opened, in which nothing can be seen from outside.</summary>
    public bool HasTextFiles { get; private set; }

    private void VisitDataUrl(ReadOnlySpan<byte> raw, int at, BinaryKind kind)
    {
        var comma = raw.IndexOf((byte)',');
        MaskText(comma < 0 ? raw : raw[..comma], at, isEscaped: true, field: default, isName: false);  // a file's name may stand there
        if (comma < 0) VisitBinary(kind);
        else if (SaysBase64(raw[..comma])) VisitBase64(raw[(comma + 1)..], at + comma + 1, kind, field: default, mayBeText: false);
        else VisitUnread(raw[(comma + 1)..], at + comma + 1, kind);
    }

    /// <summary>As in the WHATWG Fetch Standard's processor of such addresses: the word's case does not count, nor do blanks behind it.</summary>
    private static bool SaysBase64(ReadOnlySpan<byte> head)
    {
        var mark = ";base64"u8;
        head = head.TrimEnd((byte)' ');
        return head.Length >= mark.Length && Ascii.EqualsIgnoreCase(head[^mark.Length..], mark);
    }

    /// <summary>Whether a picture or a file stands itself where its address should: what names no scheme, and is a known file or too long for a key or an id.</summary>
    private static bool IsBareBase64(ReadOnlySpan<byte> raw)
    {
        var text = JsonText.Unescaped(raw, isEscaped: true);
        var colon = text.IndexOf((byte)':');
        return (colon <= 0 || colon > MaxSchemeBytes) && (LooseBase64.HidesFile(text) || (text.Length >= LeastBareBytes && !IsPlainText(text)));
    }

    /// <summary>A file's bytes. Files that hold text are scanned; a picture's and a sound's own field says that they do not.</summary>
    private void VisitBase64(ReadOnlySpan<byte> raw, int at, BinaryKind kind, ReadOnlySpan<byte> field, bool mayBeText = true)
    {
        if (raw.IsEmpty) return;
        if (kind != BinaryKind.File)
        {
            VisitUnread(raw, at, kind);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            var encoded = rented.AsSpan(0, JsonText.Unescape(raw, rented, out _));
            if (Base64.DecodeFromUtf8InPlace(encoded, out var length) != OperationStatus.Done)
            {
                encoded = rented.AsSpan(0, JsonText.Unescape(raw, rented, out _));  // decoding has written over it
                if (mayBeText && IsPlainText(encoded) && !LooseBase64.HidesFile(encoded)) MaskText(raw, at, isEscaped: true, field, isName: false);
                else VisitUnread(raw, at, kind);
            }
            else if (LooseBase64.IsText(rented.AsSpan(0, length)))
            {
                MaskFile(rented.AsSpan(0, length), raw, at);
            }
            else
            {
                VisitBinary(kind);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>A part that is not read as what it is. Where it is allowed and there is more in it than base64, that is somebody's text.</summary>
    private void VisitUnread(ReadOnlySpan<byte> raw, int at, BinaryKind kind)
    {
        VisitBinary(kind);
        if (Refusal is null && JsonText.Unescaped(raw, isEscaped: true).ContainsAnyExcept(Base64Bytes)) MaskText(raw, at, isEscaped: true, field: default, isName: false);
    }

    private void MaskFile(ReadOnlySpan<byte> text, ReadOnlySpan<byte> raw, int at)
    {
        HasTextFiles = true;
        var first = Edits.Count;
        MaskText(text, at: 0, isEscaped: false, field: default, isName: false);
        if (Edits.Count == first) return;
        var masked = new ByteBuffer();
        Edits.Apply(text, masked, first);
        Edits.Truncate(first);
        Edits.Add(at, raw.Length, Encoding.ASCII.GetBytes(Convert.ToBase64String(masked.Written)));
    }

    /// <summary>
    /// Whether what is no base64 is a text in its place. Lenient decoders drop what is not of the alphabet, so a file with a few such characters is still a file:
    /// in prose at least every twelfth character is one of them. What hides a file all the same is for <see cref="LooseBase64"/> to say.
    /// </summary>
    private static bool IsPlainText(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 64 && !text.Contains((byte)' ')) return false;
        var others = 0;
        foreach (var c in text)
        {
            if (!Base64Bytes.Contains(c)) others++;
        }
        return 12 * others >= text.Length;
    }

    private void VisitBinary(BinaryKind kind)
    {
        var action = policy.ActionOf(kind);
        if (action == BinaryAction.Allow || reply is not null) return;
        var part = _top;
        while (part >= 0 && _frames[part].Shape.Stripped is null) part--;
        if (action == BinaryAction.Strip && part >= 0) _frames[part].IsStripped = true;
        else Refusal = new Refusal(RefusalReason.BinaryBlocked, kind.ToString());
    }
}
