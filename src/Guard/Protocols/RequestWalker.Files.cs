using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <content>Files, pictures and sound in base64.</content>
internal sealed partial class RequestWalker
{
    private void VisitDataUrl(ReadOnlySpan<byte> raw, int at, BinaryKind kind)
    {
        var comma = raw.IndexOf((byte)',');
        if (comma > 0 && raw[..comma].EndsWith(";base64"u8)) VisitBase64(raw[(comma + 1)..], at + comma + 1, kind, field: default);
        else VisitBinary(kind);
    }

    /// <summary>A file's bytes. Files that hold text are scanned; a picture's and a sound's own field says that they do not.</summary>
    private void VisitBase64(ReadOnlySpan<byte> raw, int at, BinaryKind kind, ReadOnlySpan<byte> field)
    {
        if (raw.StartsWith("data:"u8))
        {
            VisitDataUrl(raw, at, kind);
            return;
        }
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
                if (encoded.Length < 64 || encoded.Contains((byte)' ')) MaskText(raw, at, isEscaped: true, field, isName: false);
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
        var first = Edits.Count;
        MaskText(text, at: 0, isEscaped: false, field: default, isName: false);
        if (Edits.Count == first) return;
        var masked = new ByteBuffer();
        Edits.Apply(text, masked, first);
        Edits.Truncate(first);
        Edits.Add(at, raw.Length, Encoding.ASCII.GetBytes(Convert.ToBase64String(masked.Written)));
    }

    private static bool IsText(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !bytes.StartsWith("%PDF-"u8) && !bytes.ContainsAnyInRange((byte)0, (byte)8) && !bytes.ContainsAnyInRange((byte)14, (byte)31);

    private void VisitBinary(BinaryKind kind)
    {
        var action = policy.ActionOf(kind);
        if (action == BinaryAction.Allow) return;
        var part = _top;
        while (part >= 0 && _frames[part].Shape.Stripped is null) part--;
        if (action == BinaryAction.Strip && part >= 0) _frames[part].IsStripped = true;
        else Refusal = new Refusal(RefusalReason.BinaryBlocked, kind.ToString());
    }
}
