using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventAgents.Guard.Protocols;

/// <summary>
/// What stands around <c>choices</c> in the chunks of one OpenAI stream: id, model and the like, the same in each. With it a chunk can be made that carries
/// nothing but a tail.
/// </summary>
internal sealed class ChoiceEnvelope
{
    private readonly ByteBuffer _before = new(), _after = new();

    public ChoiceEnvelope(EventFrame frame, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> data, (int Start, int Length) choices)
    {
        frame.WriteBefore(raw, data, choices.Start, _before);
        frame.WriteAfter(raw, data, choices.Start + choices.Length, _after);
    }

    /// <summary>Writes a chunk with one delta.</summary>
    /// <param name="kind">The stream of text.</param>
    /// <param name="choice">Its choice; below 0 for the only one.</param>
    /// <param name="part">Its tool call, where it is one.</param>
    /// <param name="text">As it stands between quotes.</param>
    /// <param name="output">Receives the event.</param>
    public void Write(ChannelKind kind, int choice, int part, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var (start, end) = Around(kind, part);
        output.Write(_before.Written);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{{\"index\":{Math.Max(choice, 0)},{start}")));
        output.Write(text);
        output.Write(Encoding.ASCII.GetBytes($"{end},\"finish_reason\":null}}]"));
        output.Write(_after.Written);
    }

    private static (string Start, string End) Around(ChannelKind kind, int part)
    {
        var call = string.Create(CultureInfo.InvariantCulture, $"\"delta\":{{\"tool_calls\":[{{\"index\":{Math.Max(part, 0)},");
        return kind switch
        {
            ChannelKind.Refusal => ("\"delta\":{\"refusal\":\"", "\"}"),
            ChannelKind.Reasoning => ("\"delta\":{\"reasoning\":\"", "\"}"),
            ChannelKind.ReasoningContent => ("\"delta\":{\"reasoning_content\":\"", "\"}"),
            ChannelKind.Transcript => ("\"delta\":{\"audio\":{\"transcript\":\"", "\"}}"),
            ChannelKind.FunctionCall => ("\"delta\":{\"function_call\":{\"arguments\":\"", "\"}}"),
            ChannelKind.Arguments => (call + "\"function\":{\"arguments\":\"", "\"}}]}"),
            ChannelKind.CustomInput => (call + "\"custom\":{\"input\":\"", "\"}}]}"),
            ChannelKind.Text => ("\"text\":\"", "\""),
            _ => ("\"delta\":{\"content\":\"", "\"}"),
        };
    }
}
