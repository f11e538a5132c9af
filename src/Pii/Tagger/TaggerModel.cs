using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventAgents.Pii.Tagger;

/// <summary>
/// A trained model: word lists, embeddings of features, a hidden layer, an output layer, transitions. Immutable, so one serves all threads. Its file is the
/// arrays as they lie in memory (little-endian), so loading is reading: magic, feature version, scale, the layers, then each table behind its length in bytes.
/// </summary>
public sealed class TaggerModel
{
    /// <summary>Which features the weights belong to; a file of another version is refused.</summary>
    public const int FeatureVersion = 2;

    private const int Magic = 0x47544145;  // "EATG"
    private const string Resource = "EventAgents.Pii.Tagger.Model.tagger";

    private readonly Vector256<short>[] _transitions;

    internal TaggerModel(Lexicon lexicon, EmbeddingTable embeddings, Hidden hiddenConstant, OutputLayer output, Vector256<short>[] transitions, float scale)
    {
        (Lexicon, Embeddings, HiddenConstant, Output, _transitions, Scale) = (lexicon, embeddings, hiddenConstant, output, transitions, scale);
    }

    /// <summary>What one unit of a score or a transition is worth, in nats.</summary>
    public float Scale { get; }

    internal Lexicon Lexicon { get; }

    internal EmbeddingTable Embeddings { get; }

    /// <summary>What the hidden layer of every word begins with.</summary>
    internal Hidden HiddenConstant { get; }

    internal OutputLayer Output { get; }

    /// <summary>Scores by earlier tag, then tag.</summary>
    internal ReadOnlySpan<Vector256<short>> Transitions => _transitions;

    /// <summary>The model that this assembly carries.</summary>
    public static TaggerModel LoadEmbedded()
    {
        using var stream = Open(".bin");
        return Load(stream);
    }

    /// <summary>What the embedded model was trained on and how well it does, as JSON.</summary>
    public static string ReadEmbeddedManifest()
    {
        using var reader = new StreamReader(Open(".json"));
        return reader.ReadToEnd();
    }

    /// <summary>Reads a model as <see cref="Save"/> wrote it.</summary>
    /// <exception cref="InvalidDataException">It is no model, or one for other features.</exception>
    /// <exception cref="EndOfStreamException">The file is cut off.</exception>
    public static TaggerModel Load(Stream stream)
    {
        Span<int> head = stackalloc int[2];
        stream.ReadExactly(MemoryMarshal.AsBytes(head));
        if (head[0] != Magic) throw new InvalidDataException("This is no tagger model.");
        if (head[1] != FeatureVersion) throw new InvalidDataException($"The model is for features of version {head[1]}; this program makes version {FeatureVersion}.");

        Span<float> scale = stackalloc float[1];
        stream.ReadExactly(MemoryMarshal.AsBytes(scale));
        Span<Hidden> constant = stackalloc Hidden[1];
        stream.ReadExactly(MemoryMarshal.AsBytes(constant));
        var output = new float[OutputLayer.Length];
        stream.ReadExactly(MemoryMarshal.AsBytes(output.AsSpan()));
        var transitions = new Vector256<short>[Tags.Count];
        stream.ReadExactly(MemoryMarshal.AsBytes(transitions.AsSpan()));
        return new(Lexicon.FromBytes(ReadTable(stream)), EmbeddingTable.FromBytes(ReadTable(stream)), constant[0], new OutputLayer(output), transitions, scale[0]);
    }

    /// <summary>Writes the model; equal models give equal bytes.</summary>
    public void Save(Stream stream)
    {
        stream.Write(MemoryMarshal.AsBytes<int>([Magic, FeatureVersion]));
        stream.Write(MemoryMarshal.AsBytes<float>([Scale]));
        stream.Write(MemoryMarshal.AsBytes<Hidden>([HiddenConstant]));
        stream.Write(Output.Bytes);
        stream.Write(MemoryMarshal.AsBytes<Vector256<short>>(_transitions));
        WriteTable(stream, Lexicon.Bytes);
        WriteTable(stream, Embeddings.Bytes);
    }

    private static Stream Open(string extension) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource + extension) ?? throw new InvalidOperationException($"{Resource}{extension} is not in the assembly.");

    private static byte[] ReadTable(Stream stream)
    {
        Span<int> length = stackalloc int[1];
        stream.ReadExactly(MemoryMarshal.AsBytes(length));
        if (length[0] is < 0 or > 1 << 26) throw new InvalidDataException("A table's length is out of range.");
        var bytes = new byte[length[0]];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void WriteTable(Stream stream, ReadOnlySpan<byte> bytes)
    {
        stream.Write(MemoryMarshal.AsBytes<int>([bytes.Length]));
        stream.Write(bytes);
    }
}
