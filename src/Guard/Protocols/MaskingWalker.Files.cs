using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <content>Files, pictures and sound in base64.</content>
internal sealed partial class MaskingWalker
{
    /// <summary>What strict decoders take, those of other alphabets among them, and the line ends that they pass over.</summary>
    private static readonly SearchValues<byte> Base64Bytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\t\r\n"u8);

    /// <summary>Whether the request had files that were opened, in which nothing can be seen from outside.</summary>
    public bool HasTextFiles { get; private set; }

    private void VisitDataUrl(ReadOnlySpan<byte> raw, int at, BinaryKind kind)
    {
        var comma = raw.IndexOf((byte)',');
        if (comma > 0 && raw[..comma].EndsWith(";base64"u8)) VisitBase64(raw[(comma + 1)..], at + comma + 1, kind, field: default);
        else VisitBinary(kind);
    }

    /// <summary>A file's bytes. Files that hold text are scanned; a picture's and a sound's own field says that they do not.</summary>
    private void VisitBase64(ReadOnlySpan<byte> raw, int at, BinaryKind kind, ReadOnlySpan<byte> field)
    {
        if (raw.IsEmpty) return;
        if (kind != BinaryKind.File)
        {
            VisitBinary(kind);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            var encoded = rented.AsSpan(0, JsonText.Unescape(raw, rented, out _));
            if (Base64.DecodeFromUtf8InPlace(encoded, out var length) != OperationStatus.Done)
            {
                encoded = rented.AsSpan(0, JsonText.Unescape(raw, rented, out _));  // decoding has written over it
                if (IsPlainText(encoded)) MaskText(raw, at, isEscaped: true, field, isName: false);
                else VisitBinary(kind);
            }
            else if (IsText(rented.AsSpan(0, length)))
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
    /// in prose at least every twelfth character is one of them.
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

    private static bool IsText(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !bytes.StartsWith("%PDF-"u8) && !bytes.ContainsAnyInRange((byte)0, (byte)8) && !bytes.ContainsAnyInRange((byte)14, (byte)31);

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
