using System.Buffers;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Pii;

namespace EventAgents.Guard.Protocols;

/// <content>Strings and numbers.</content>
internal sealed partial class MaskingWalker
{
    private static readonly byte[] Zero = [(byte)'0'];

    private void VisitString(ref Utf8JsonReader reader, Shape shape, ReadOnlySpan<byte> field, int layer)
    {
        if (_isOff || shape.Channel != ChannelKind.None) return;  // a piece of streamed text is read when it is whole
        var raw = reader.ValueSpan;
        var at = (int)reader.TokenStartIndex + 1;
        switch (shape.Strings)
        {
            case StringUse.Opaque:
            case StringUse.Token when !raw.ContainsAnyExcept(TokenBytes):
                return;
            case StringUse.Json when layer < MaxLayers && TryMaskJson(raw, at, layer, isProse: false):
            case StringUse.Text when layer < MaxLayers && MayHoldEscapes(raw) && TryMaskJson(raw, at, layer, isProse: true):
                return;
            case StringUse.Url or StringUse.Base64 when DataUrl.Is(raw):
                VisitDataUrl(raw, at, shape.Binary);
                return;
            case StringUse.Url when IsBareBase64(raw):
            case StringUse.Base64:
                VisitBase64(raw, at, shape.Binary, field);
                return;
            default:
                MaskText(raw, at, isEscaped: true, field, shape.IsName);
                return;
        }
    }

    private void VisitNumber(ReadOnlySpan<byte> token, int at, Shape shape, ReadOnlySpan<byte> field)
    {
        if (shape.Numbers == NumberUse.Setting || _isOff) return;
        if (shape.Numbers == NumberUse.TextToken)
        {
            if (!policy.AllowsTokenArrays) Refusal = new Refusal(RefusalReason.TokenArrayBlocked);
            return;
        }
        if (_isProse)
        {
            MaskText(token, at, isEscaped: false, field, isName: false);
            return;
        }
        foreach (var finding in scanner.Scan(token, isEscaped: false, field))
        {
            if (finding.IsOwn) continue;
            if (!IsReplaced(finding, token, out var action)) continue;
            var masked = action == EntityAction.Redact ? Zero : replacements.ForNumber(finding.Type, finding.CustomName, token) ?? (reply is null ? null : Zero);
            if (masked is null) Refusal = new Refusal(RefusalReason.NumberNotMaskable, NameOf(finding));
            else Edits.Add(at, token.Length, masked);
            return;  // the number is replaced as a whole
        }
    }

    /// <summary>
    /// Masks inside a document that a string holds, or several, as in JSON Lines. In prose nobody reads its numbers as numbers: a placeholder may stand for one.
    /// </summary>
    /// <returns>False where the string holds none, so that it is text.</returns>
    private bool TryMaskJson(ReadOnlySpan<byte> raw, int at, int layer, bool isProse)
    {
        var (wasProse, outer) = (_isProse, _layer);
        var rented = ArrayPool<byte>.Shared.Rent(raw.Length + 1);
        try
        {
            var json = rented.AsSpan(0, JsonText.Unescape(raw, rented, out var isWellFormed));
            if (!isWellFormed) Refusal = new Refusal(RefusalReason.NotUtf8);
            if (!IsDocument(json)) return false;
            var first = Edits.Count;
            _isProse |= isProse;
            _layer = layer + 1;
            Walk(json, Shape.Data, layer + 1);
            Edits.Lift(first, raw, at);
            return true;
        }
        finally
        {
            (_isProse, _layer) = (wasProse, outer);
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Whether a text looks like a document with escapes in its strings: as plain text, a value would be found with its backslashes.</summary>
    private static bool MayHoldEscapes(ReadOnlySpan<byte> raw)
    {
        while (true)
        {
            if (raw is [(byte)' ', ..]) raw = raw[1..];
            else if (raw is [(byte)'\\', (byte)'n' or (byte)'r' or (byte)'t', ..]) raw = raw[2..];
            else return raw is [(byte)'{' or (byte)'[', ..] && raw.IndexOf("\\\\"u8) >= 0;
        }
    }

    private static bool IsDocument(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, NestedOptions);
            if (!reader.Read() || reader.TokenType == JsonTokenType.String) return false;
            var (isContainer, isFirst) = (IsBracket(reader.TokenType), true);
            do
            {
                if (reader.CurrentDepth >= RequestMasker.MaxDepth) return false;
                if (!isFirst && reader.CurrentDepth == 0 && !(isContainer && IsBracket(reader.TokenType))) return false;  // only objects and arrays come in lines
                isFirst = false;
            }
            while (reader.Read());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsBracket(JsonTokenType token) =>
        token is JsonTokenType.StartObject or JsonTokenType.EndObject or JsonTokenType.StartArray or JsonTokenType.EndArray;

    private void MaskText(ReadOnlySpan<byte> raw, int at, bool isEscaped, ReadOnlySpan<byte> field, bool isName)
    {
        if (_isOff) return;
        var findings = scanner.Scan(raw, isEscaped, field);
        if (scanner.MetHalfCharacter) Refusal = new Refusal(RefusalReason.NotUtf8);
        var depth = findings.Length > 0 && raw.Contains((byte)'\\') ? new JsonDepth(isJson: false) : null;
        var read = 0;
        foreach (var finding in findings)
        {
            var action = EntityAction.Mask;
            var value = raw.Slice(finding.Start, finding.Length);
            if (finding.IsOwn ? policy.Mode == GuardMode.Detect : !IsReplaced(finding, JsonText.Unescaped(value, isEscaped), out action)) continue;
            depth?.Push(JsonText.Unescaped(raw[read..finding.Start], isEscaped));
            read = finding.Start;
            MaskValue(value, at + finding.Start, isEscaped, depth?.Current ?? 0, finding, action, isName);
        }
    }

    /// <param name="raw">The value as it stands in the document.</param>
    /// <param name="at">Where.</param>
    /// <param name="isEscaped">Whether the document's escapes are in it.</param>
    /// <param name="depth">In how many JSON strings of its own text it stands.</param>
    /// <param name="finding">What was found.</param>
    /// <param name="action">What is done.</param>
    /// <param name="isName">Whether it stands in a member's name.</param>
    private void MaskValue(ReadOnlySpan<byte> raw, int at, bool isEscaped, int depth, CachedFinding finding, EntityAction action, bool isName)
    {
        var text = JsonText.Unescaped(raw, isEscaped);
        var value = text;
        var spelling = default(Spelling);
        if (depth > 0)
        {
            for (var layer = 0; layer < depth && value.Contains((byte)'\\'); layer++) value = JsonText.TryUnescape(value) ?? text;
            var written = _layer > 0 ? raw : text;  // in a document in a string, the string's own escapes belong to it
            spelling = new Spelling(value.SequenceEqual(text) && !text.ContainsAny((byte)'"', (byte)'\\') ? null : written.ToArray(), _layer > 0 ? depth + 1 : depth);
        }
        else if (_layer > 0 && isEscaped)
        {
            spelling = new Spelling(raw.SequenceEqual(value) ? null : raw.ToArray(), Depth: 1);
        }
        if (reply is not null) spelling = default;  // nobody puts it back
        var masked = finding.IsOwn ? replacements.ForOwn(text) : replacements.For(finding.Type, finding.CustomName, action, value, at, isName, spelling);
        if (masked is not null) Edits.Add(at, raw.Length, masked);
    }

    /// <summary>Counts a finding and says whether something else goes out in its place.</summary>
    private bool IsReplaced(CachedFinding finding, ReadOnlySpan<byte> value, out EntityAction action)
    {
        action = policy.Mode == GuardMode.Detect ? EntityAction.Allow : policy.ActionOf(finding.Type, finding.CustomName);
        if (reply is null || reply.IsFirst(finding, value)) Counts.Add(finding.Type, finding.CustomName, action);
        replacements.Found?.Add(Replacements.TakenId(value));
        if (action == EntityAction.Allow) return false;
        if (policy.Mode == GuardMode.Strict) Refusal ??= new Refusal(RefusalReason.StrictFinding, NameOf(finding));
        else if (action == EntityAction.Block) Refusal ??= new Refusal(RefusalReason.EntityBlocked, NameOf(finding));
        return Refusal is null;
    }

    private static string NameOf(CachedFinding finding) => finding.CustomName ?? EntityTypes.ToWire(finding.Type);
}
