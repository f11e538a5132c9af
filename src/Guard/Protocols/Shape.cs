using System.Text;
using EventAgents.Guard.Masking;

namespace EventAgents.Guard.Protocols;

/// <summary>What a string in a document is.</summary>
internal enum StringUse : byte
{
    /// <summary>Text: scanned on the way out, restored on the way back. The default for everything that no shape names.</summary>
    Text,
    /// <summary>An id or a keyword: left alone while it looks like one, else text.</summary>
    Token,
    /// <summary>Signed or encrypted, or a pattern with its own syntax: never touched.</summary>
    Opaque,
    /// <summary>A JSON document in a string; text where it does not parse.</summary>
    Json,
    /// <summary>An address, or a <c>data:</c> URL that holds a file.</summary>
    Url,
    /// <summary>A file in base64; text files are scanned, for others the policy decides.</summary>
    Base64,
}

/// <summary>What a number in a document is.</summary>
internal enum NumberUse : byte
{
    /// <summary>Data of a person or a tool: scanned. The default for everything that no shape names.</summary>
    Data,
    /// <summary>A setting or a count.</summary>
    Setting,
    /// <summary>One token of a text that cannot be read.</summary>
    TextToken,
}

/// <summary>
/// What a place in a provider's JSON holds, as data for the walkers: how strings, numbers and unknown members are treated, and the shapes of the members that
/// are known. An array's elements have the array's own shape. Whatever a shape does not name is <see cref="Data"/>: everything in it is read.
/// </summary>
/// <param name="strings">What a string at this place is.</param>
internal sealed class Shape(StringUse strings = StringUse.Text)
{
    private readonly Dictionary<ulong, Shape> _members = [];
    private readonly List<NamedShape> _named = [];
    private NamedShape[]? _table;

    private readonly record struct NamedShape(byte[]? Name, Shape Shape);

    /// <summary>Free data: texts, names and numbers at any depth are scanned.</summary>
    public static readonly Shape Data = new();

    /// <summary>Text in a member whose name says nothing about it.</summary>
    public static readonly Shape Text = new() { IsProse = true };

    /// <summary>Text in a member whose name says what it is, such as <c>user</c>.</summary>
    public static readonly Shape Labelled = new();

    /// <summary>An id, a keyword or a name that the provider resolves.</summary>
    public static readonly Shape Token = new(StringUse.Token);

    /// <summary>Signed or encrypted.</summary>
    public static readonly Shape Opaque = new(StringUse.Opaque);

    /// <summary>A number that is a setting or a count, or a switch.</summary>
    public static readonly Shape Setting = new() { Numbers = NumberUse.Setting };

    /// <summary>Settings by which a model is steered, which a span tells of.</summary>
    private static readonly Dictionary<string, Shape> Generation = new(StringComparer.Ordinal)
    {
        ["max_tokens"] = SettingOf(Fact.MaxTokens),
        ["max_completion_tokens"] = SettingOf(Fact.MaxTokens),
        ["max_output_tokens"] = SettingOf(Fact.MaxTokens),
        ["temperature"] = SettingOf(Fact.Temperature),
        ["top_p"] = SettingOf(Fact.TopP),
        ["top_k"] = SettingOf(Fact.TopK),
        ["frequency_penalty"] = SettingOf(Fact.FrequencyPenalty),
        ["presence_penalty"] = SettingOf(Fact.PresencePenalty),
        ["n"] = SettingOf(Fact.Choices),
    };

    private static Shape SettingOf(Fact fact) => new() { Numbers = NumberUse.Setting, Fact = fact };

    /// <summary>JSON in a string, or free data.</summary>
    public static readonly Shape Json = new(StringUse.Json);

    /// <summary>What a string at this place is.</summary>
    public StringUse Strings { get; } = strings;

    /// <summary>What a number at this place is.</summary>
    public NumberUse Numbers { get; init; }

    /// <summary>Whether a string here is just text: its member's name, such as <c>title</c>, is the protocol's and no label for the detector.</summary>
    public bool IsProse { get; init; }

    /// <summary>The shape of members that are not listed.</summary>
    public Shape? Others { get; init; }

    /// <summary>Whether unlisted names are identifiers, as in a schema's properties, and no data while they look like it.</summary>
    public bool KeepsNames { get; init; }

    /// <summary>Whether a string here is a member's name, as in a schema's <c>required</c>, and is replaced like one.</summary>
    public bool IsName { get; init; }

    /// <summary>What a file at this place is taken for.</summary>
    public BinaryKind Binary { get; init; }

    /// <summary>For a content part: the JSON that takes its place when the policy strips what it holds.</summary>
    public string? Stripped { get; init; }

    /// <summary>For values that repeat text token by token: the JSON that takes their place.</summary>
    public string? Blank { get; init; }

    /// <summary>What the guard itself reads at this place of a request.</summary>
    public Fact Fact { get; init; }

    /// <summary>The delta stream that a string at this place continues.</summary>
    public ChannelKind Channel { get; init; }

    /// <summary>What a reply's value here says about its place in the stream.</summary>
    public Mark Mark { get; init; }

    /// <summary>What a reply's string here says about the reply.</summary>
    public Label Label { get; init; }

    /// <summary>What a reply's number here counts.</summary>
    public Meter Meter { get; init; }

    /// <summary>Shapes that depend on the object's <c>type</c>.</summary>
    public IReadOnlyList<Variant> Variants { get; init; } = [];

    /// <summary>Sets the shape of a member.</summary>
    public Shape this[string name]
    {
        set
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            _members.Add(HashOf(bytes), value);
            _named.Add(new NamedShape(bytes, value));
        }
    }

    /// <summary>Marks members as <see cref="Token"/>.</summary>
    public Shape Tokens(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) this[name] = Token;
        return this;
    }

    /// <summary>Marks a reply's own id and the model that it names.</summary>
    public Shape Named()
    {
        this["id"] = new Shape(StringUse.Token) { Label = Label.Id };
        this["model"] = new Shape(StringUse.Token) { Label = Label.Model };
        return this;
    }

    /// <summary>Marks members as <see cref="Setting"/>.</summary>
    public Shape Settings(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) this[name] = Generation.GetValueOrDefault(name, Setting);
        return this;
    }

    /// <summary>The shape of a member, and whether its name is a known one.</summary>
    public Shape Member(ulong nameHash, out bool isKnown)
    {
        isKnown = _members.TryGetValue(nameHash, out var shape);
        return shape ?? Others ?? Data;
    }

    /// <summary>The shape of a member by its name: for replies, whose names nobody needs a hash of, and whose every event names the same few.</summary>
    public Shape Member(ReadOnlySpan<byte> name, out bool isKnown)
    {
        var table = _table ??= MakeTable();
        for (var slot = SlotOf(name, table.Length); table[slot].Name is { } known; slot = (slot + 1) & (table.Length - 1))
        {
            if (!name.SequenceEqual(known)) continue;
            isKnown = true;
            return table[slot].Shape;
        }
        isKnown = false;
        return Others ?? Data;
    }

    private NamedShape[] MakeTable()
    {
        var table = new NamedShape[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * _named.Count + 1))];
        foreach (var named in _named)
        {
            var slot = SlotOf(named.Name, table.Length);
            while (table[slot].Name is not null) slot = (slot + 1) & (table.Length - 1);
            table[slot] = named;
        }
        return table;
    }

    private static int SlotOf(ReadOnlySpan<byte> name, int slots) =>
        name.IsEmpty ? 0 : (name.Length + 31 * name[0] + 7 * name[^1] + 3 * name[name.Length / 2]) & (slots - 1);

    /// <summary>Names are compared by hash; the key is this process's, so nobody can make two of them meet.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> name) => KeyedHash.OfProcess.Short(name);
}

/// <summary>A shape for objects of one type.</summary>
/// <param name="Type">Value of the member <c>type</c>; one that ends in <c>*</c> stands for all that begin so, one that begins with it for all that end so.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Requires">A member that must be there as a non-empty string, such as a signature.</param>
internal sealed record Variant(string Type, Shape Shape, string? Requires = null)
{
    private readonly byte[] _type = Encoding.UTF8.GetBytes(Type.Trim('*'));

    public bool Matches(ReadOnlySpan<byte> type) =>
        Type[0] == '*' ? type.EndsWith(_type) : Type[^1] == '*' ? type.StartsWith(_type) : type.SequenceEqual(_type);
}

/// <summary>What the guard reads in a request for its own use.</summary>
internal enum Fact : byte
{
    None, Model, Stream, StreamOptions, IncludeUsage, PreviousResponse, Conversation, Background, MaxTokens, Temperature, TopP, TopK, FrequencyPenalty, PresencePenalty, Choices,
}

/// <summary>Kinds of delta streams; with the numbers of choice and part they name one stream of text.</summary>
internal enum ChannelKind : byte { None, Content, Refusal, Reasoning, ReasoningContent, Transcript, Arguments, CustomInput, FunctionCall, Text, Delta, JsonDelta }

/// <summary>Places in a reply that the stream machine needs to know.</summary>
internal enum Mark : byte { None, Outer, Inner, Type, Choices, Finish, Error, Usage }

/// <summary>What a number in a reply counts.</summary>
internal enum Meter : byte { None, Input, Output, CacheRead, CacheWrite, CacheReadBeside, CacheWriteBeside, Reasoning, Cost }
