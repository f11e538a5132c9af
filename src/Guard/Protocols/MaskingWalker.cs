using System.Buffers;
using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// Reads a request once, by its protocol's shapes, and collects the edits that mask it. Everything that it does not edit stays as it was, byte for byte.
/// A reply is read alike, for what the model brings in.
/// </summary>
/// <param name="scanner">Finds what is personal.</param>
/// <param name="replacements">What takes its place.</param>
/// <param name="policy">What is done to it.</param>
/// <param name="reply">What was found in the reply so far, where one is read; null for a request.</param>
internal sealed partial class MaskingWalker(PartScanner scanner, Replacements replacements, GuardPolicy policy, ReplyFindings? reply = null)
{
    /// <summary>JSON in strings is read this many layers deep; below, it is text.</summary>
    private const int MaxLayers = 4;

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:/+=~$#*,"u8);

    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };
    private static readonly JsonReaderOptions NestedOptions = new() { MaxDepth = int.MaxValue, AllowMultipleValues = true };  // JSON Lines

    private readonly MemberNames _names = new();
    private readonly bool _isOff = policy.Mode == GuardMode.Off;
    private Frame[] _frames = new Frame[8];
    private int _top = -1;
    private bool _isProse;
    private int _layer;  // documents in strings around what is read

    private struct Frame
    {
        public Shape Shape;
        public bool IsArray;
        public (int Begin, int Id) Names;
        public int Start, EditCount, FieldStart, FieldLength;
        public bool IsStripped;
    }

    public EditList Edits { get; } = new();

    public EntityCounts Counts { get; } = reply?.Counts ?? new EntityCounts();

    /// <summary>Why the request cannot go out; null while it can.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Reads a document of valid UTF-8.</summary>
    /// <exception cref="JsonException">The document is no JSON.</exception>
    public void Walk(ReadOnlySpan<byte> json, Shape root) => Walk(json, root, layer: 0);

    private void Walk(ReadOnlySpan<byte> json, Shape root, int layer)
    {
        var reader = new Utf8JsonReader(json, layer == 0 ? Options : NestedOptions);
        var bottom = _top;
        var member = root;
        int fieldStart = 0, fieldLength = 0;
        while (Refusal is null && reader.Read())
        {
            var isElement = _top > bottom && _frames[_top].IsArray;
            if (isElement) (member, fieldStart, fieldLength) = (_frames[_top].Shape, _frames[_top].FieldStart, _frames[_top].FieldLength);
            else if (_top == bottom) (member, fieldStart, fieldLength) = (root, 0, 0);
            var start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (member, fieldStart, fieldLength) = (EnterMember(ref reader, layer), start + 1, reader.ValueSpan.Length);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (member.Blank is not null) Blank(ref reader, member);
                    else Push(ref reader, member, start, fieldStart, fieldLength);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Pop(end: start + 1);
                    break;
                case JsonTokenType.String:
                    VisitString(ref reader, member, member.IsProse ? default : json.Slice(fieldStart, fieldLength), layer);
                    break;
                case JsonTokenType.Number:
                    VisitNumber(reader.ValueSpan, start, member, json.Slice(fieldStart, fieldLength));
                    break;
            }
            if (member.Fact != Fact.None && layer == 0) Note(member.Fact, ref reader);
        }
        _top = bottom;
    }

    private void Push(ref Utf8JsonReader reader, Shape shape, int start, int fieldStart, int fieldLength)
    {
        if (reader.CurrentDepth >= RequestMasker.MaxDepth)
        {
            Refusal = new Refusal(RefusalReason.TooDeep);
            return;
        }
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (!isArray && shape.Variants.Count > 0) shape = JsonPeek.VariantOf(shape, reader);
        if (++_top == _frames.Length) Array.Resize(ref _frames, 2 * _top);
        _frames[_top] = new Frame
        {
            Shape = shape,
            IsArray = isArray,
            Start = start,
            EditCount = Edits.Count,
            Names = _names.Begin(),
            FieldStart = fieldStart,
            FieldLength = fieldLength,
        };
    }

    private void Pop(int end)
    {
        ref var frame = ref _frames[_top--];
        _names.End(frame.Names);
        if (!frame.IsStripped) return;
        Edits.Truncate(frame.EditCount);
        Edits.Add(frame.Start, end - frame.Start, Encoding.UTF8.GetBytes(frame.Shape.Stripped!));
    }

    /// <summary>Looks up the member's shape. A name that the shape does not know is somebody's text too, and so is one that should be an identifier and is none.</summary>
    private Shape EnterMember(ref Utf8JsonReader reader, int layer)
    {
        ref var frame = ref _frames[_top];
        var name = reader.ValueSpan;
        ulong hash;
        if (reader.ValueIsEscaped)
        {
            var plain = new byte[name.Length];
            var length = JsonText.Unescape(name, plain, out var isWellFormed);
            if (!isWellFormed) Refusal = new Refusal(RefusalReason.NotUtf8);
            hash = Shape.HashOf(plain.AsSpan(0, length));
        }
        else
        {
            hash = Shape.HashOf(name);
        }
        if (!_names.TryAdd(frame.Names, hash) && layer == 0 && reply is null) Refusal = new Refusal(RefusalReason.DuplicateMember);
        var shape = frame.Shape.Member(hash, out var isKnown);
        if (!isKnown && !(frame.Shape.KeepsNames && !name.ContainsAnyExcept(TokenBytes))) MaskText(name, (int)reader.TokenStartIndex + 1, isEscaped: true, field: default, isName: true);
        return shape;
    }

    /// <summary>Empties a value that repeats other text token by token, where no finding could be seen.</summary>
    private void Blank(ref Utf8JsonReader reader, Shape shape)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var length = (int)reader.BytesConsumed - start;
        if (policy.Mode is GuardMode.Mask or GuardMode.Strict && length > 2) Edits.Add(start, length, Encoding.UTF8.GetBytes(shape.Blank!));
    }
}
