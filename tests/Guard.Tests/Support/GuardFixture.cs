using System.Buffers;
using System.Text;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Support;

/// <summary>One tenant, one policy and a scanner that knows a few seeded values.</summary>
internal sealed class GuardFixture(GuardPolicy policy, TenantKey key, ITextScanner scanner)
{
    public static readonly TenantKey Key = new("acme", "k1", Encoding.ASCII.GetBytes("a secret of the tests, 32 bytes long"));
    public static readonly TenantKey OtherKey = new("globex", "k1", Encoding.ASCII.GetBytes("another secret of the tests, 32 b long"));

    private readonly RequestMasker _masker = new(scanner, new FindingsCache());

    public GuardFixture(params IEnumerable<(EntityType, string)> seeds) : this(GuardPolicy.Default, Key, new SeededScanner(seeds))
    {
    }

    public MaskOutcome TryMask(string body, LlmApi api) => _masker.Mask(Encoding.UTF8.GetBytes(body), api, policy, key);

    public MaskOutcome TryMask(byte[] body, LlmApi api) => _masker.Mask(body, api, policy, key);

    public MaskedRequest Mask(string body, LlmApi api) => Assert.IsType<MaskedRequest>(TryMask(body, api));

    /// <summary>The machine for one reply to a request.</summary>
    public ReplyMasker? ReplyTo(MaskedRequest request) => _masker.ForReply(request, request.Map, policy, key, CancellationToken.None);

    /// <summary>Masks and restores a reply.</summary>
    public static string Answer(string reply, LlmApi api, MaskedRequest request, ReplyMasker? masker)
    {
        var output = new ArrayBufferWriter<byte>();
        ReplyRestorer.Restore(Encoding.UTF8.GetBytes(reply), api, request.Map, output, masker);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Restore(string reply, LlmApi api, MaskedRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        ReplyRestorer.Restore(Encoding.UTF8.GetBytes(reply), api, request.Map, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Restores a stream that arrives in pieces of the given size; 0 for all at once.</summary>
    public static string RestoreStream(string reply, LlmApi api, RestoreMap map, int pieceBytes = 0, bool hidesUsage = false,
        ReplyMasker? masker = null)
    {
        var bytes = Encoding.UTF8.GetBytes(reply);
        var restorer = new StreamRestorer(api, map, hidesUsage, masker);
        var output = new ArrayBufferWriter<byte>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = pieceBytes == 0 ? bytes.Length : Math.Min(pieceBytes, bytes.Length - at);
            restorer.Push(bytes.AsSpan(at, length), output);
            at += length;
        }
        restorer.Finish(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
