using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>A string in an event that continues a stream of text, or ends one.</summary>
internal readonly record struct Delta(ChannelKind Kind, int Outer, int Inner, int Start, int Length);

/// <summary>
/// Reads one reply document or event by its protocol's shapes. Whole texts are restored at once, as edits; pieces of streamed text are reported as deltas.
/// </summary>
internal sealed class ReplyWalker(RestoreIndex index, UsageMeter usage, ReplyMasker? masker = null)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly TextRestorer _text = new(index, isJson: false, masker: masker);
    private readonly TextRestorer _json = new(index, isJson: true, masker: masker);
    private readonly ByteBuffer _restored = new();
    private readonly LabelReader _labels = new();
    private Frame[] _frames = new Frame[16];
    private int _top;

    private struct Frame
    {
        public Shape Shape;
        public bool IsArray;
        public int Start, Outer, Inner, DeltasBegin;
    }

    public EditList Edits { get; } = new();

    /// <summary>Streamed pieces; those of kind None end their choice's text.</summary>
    public List<Delta> Deltas { get; } = [];

    /// <summary>What differs from event to event without a meaning for the structure, in order.</summary>
    public List<EventGap> Gaps { get; } = [];

    /// <summary>Where the value of <c>choices</c> stands; a start below 0 for none.</summary>
    public (int Start, int Length) Choices { get; private set; }

    /// <summary>Where the event's type stands, as raw string; length 0 for none.</summary>
    public (int Start, int Length) Type { get; private set; }

    /// <summary>The number that the document itself carries, such as a block's index; -1 for none.</summary>
    public int Outer { get; private set; }

    /// <summary>Whether the document reports an error, or usage.</summary>
    public bool HasError { get; private set; }

    /// <summary>Whether the document carries a usage object.</summary>
    public bool HasUsage { get; private set; }

    /// <summary>What the reply says about itself so far.</summary>
    public ReplyLabels Labels => _labels.Labels;

    public int Restored => _text.Restored + _json.Restored;

    public int Unrestored => _text.Unrestored + _json.Unrestored;

    /// <summary>Reads a document; what it found before is forgotten.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Walk(ReadOnlySpan<byte> json, Shape root)
    {
        Edits.Clear();
        Deltas.Clear();
        Gaps.Clear();
        (Choices, Type, Outer, HasError, HasUsage) = ((-1, 0), (0, 0), -1, false, false);
        var reader = new Utf8JsonReader(json, Options);
        _top = 0;
        _frames[0] = new Frame { Shape = root, Outer = -1, Inner = -1 };
        var member = root;
        while (reader.Read())
        {
            ref var frame = ref _frames[_top];
            if (frame.IsArray) member = frame.Shape;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    member = EnterMember(ref reader);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (member.Blank is not null) Blank(ref reader, member);
                    else Push(ref reader, member);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var closed = _frames[_top--];
                    if (closed is { IsArray: true, Shape.Mark: Mark.Choices } && !_frames[_top].IsArray) Choices = (closed.Start, (int)reader.BytesConsumed - closed.Start);
                    break;
                case JsonTokenType.String:
                    VisitString(ref reader, member);
                    break;
                case JsonTokenType.Number:
                    VisitNumber(ref reader, member);
                    break;
            }
        }
        Outer = _frames[0].Outer;
    }

    private void Push(ref Utf8JsonReader reader, Shape shape)
    {
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (!isArray && shape.Variants.Count > 0) shape = JsonPeek.VariantOf(shape, reader);
        if (shape.Mark == Mark.Error) HasError = true;
        if (shape.Mark == Mark.Usage) HasUsage = true;
        if (++_top == _frames.Length) Array.Resize(ref _frames, 2 * _top);
        var (outer, inner) = (_frames[_top - 1].Outer, _frames[_top - 1].Inner);
        _frames[_top] = new Frame { Shape = shape, IsArray = isArray, Start = (int)reader.TokenStartIndex, Outer = outer, Inner = inner, DeltasBegin = Deltas.Count };
    }

    private Shape EnterMember(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        var plain = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : name;
        var shape = _frames[_top].Shape.Member(plain, out var isKnown);
        if (!isKnown && _frames[_top].Shape.Strings != StringUse.Opaque) Restore(name, (int)reader.TokenStartIndex + 1, _text);
        return shape;
    }

    private void VisitString(ref Utf8JsonReader reader, Shape shape)
    {
        var raw = reader.ValueSpan;
        var at = (int)reader.TokenStartIndex + 1;
        if (shape.Label != Label.None) _labels.Note(shape.Label, raw);
        switch (shape)
        {
            case { Mark: Mark.Type }: Type = (at, raw.Length); break;
            case { Mark: Mark.Finish }: Deltas.Add(new Delta(ChannelKind.None, _frames[_top].Outer, _frames[_top].Inner, at, raw.Length)); break;
            case { Mark: Mark.Error }: HasError = true; goto default;
            case { Channel: not ChannelKind.None }:
                Deltas.Add(new Delta(shape.Channel, _frames[_top].Outer, _frames[_top].Inner, at, raw.Length));
                Gaps.Add(new EventGap(at, raw.Length, GapKind.Text));
                break;
            case { Strings: StringUse.Opaque }: Gaps.Add(new EventGap(at, raw.Length, GapKind.Opaque)); break;
            case { Strings: StringUse.Token or StringUse.Base64, IsName: false }: break;
            case { Strings: StringUse.Json }: Restore(raw, at, _json); break;
            default: Restore(raw, at, _text); break;
        }
    }

    private void VisitNumber(ref Utf8JsonReader reader, Shape shape)
    {
        if (shape.Meter != Meter.None && reader.TryGetDecimal(out var count)) usage.Note(shape.Meter, count);
        else if (shape.Mark is Mark.Outer or Mark.Inner && reader.TryGetInt32(out var number)) Place(shape.Mark, number);
        else if (shape.Numbers == NumberUse.Setting) Gaps.Add(new EventGap((int)reader.TokenStartIndex, reader.ValueSpan.Length, GapKind.Number));
        else if (shape.Numbers == NumberUse.Data) Restore(reader.ValueSpan, (int)reader.TokenStartIndex, _text);
    }

    /// <summary>A number names the object that holds it, and with it the deltas inside, those before it included.</summary>
    private void Place(Mark mark, int number)
    {
        ref var frame = ref _frames[_top];
        if (mark == Mark.Outer) frame.Outer = number;
        else frame.Inner = number;
        if (_top == 1) _frames[0] = _frames[0] with { Outer = frame.Outer };
        for (var i = frame.DeltasBegin; i < Deltas.Count; i++)
        {
            Deltas[i] = mark == Mark.Outer ? Deltas[i] with { Outer = number } : Deltas[i] with { Inner = number };
        }
    }

    private void Restore(ReadOnlySpan<byte> raw, int at, TextRestorer restorer)
    {
        _restored.Clear();
        if (restorer.Push(raw, isLast: true, _restored)) Edits.Add(at, raw.Length, _restored.Written);
    }

    /// <summary>Empties a value that repeats the text token by token: a replacement's fragments in it could not be restored.</summary>
    private void Blank(ref Utf8JsonReader reader, Shape shape)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var length = (int)reader.BytesConsumed - start;
        if (!index.IsEmpty && length > 2) Edits.Add(start, length, Encoding.UTF8.GetBytes(shape.Blank!));
    }
}
