using System.Globalization;
using System.Text;

namespace EventAgents.Benchmarks.Guard;

/// <summary>Chat requests of a size, with a little personal data in them, as agents send them.</summary>
internal static class Bodies
{
    private const string Paragraph =
        "Please check order 20260131000017 of Grace Hopper, who wrote from grace.hopper@example.org last Tuesday. The parcel left the warehouse in Springfield, but the carrier "
        + "says that nobody was at home; call +1 212-555-0142 and offer a second delivery. Keep the answer short and name the next step. The function retries three times, then it "
        + "logs the failure and returns null, which the caller does not expect. ";

    /// <summary>The same text every time: what an agent's history is.</summary>
    public static Func<int, byte[]> Seen(int bytes, bool isStream)
    {
        var body = Body(bytes, isStream, "");
        return _ => body;
    }

    /// <summary>Text that no call has had before.</summary>
    public static Func<int, byte[]> New(int bytes, bool isStream) => n => Body(bytes, isStream, n.ToString(CultureInfo.InvariantCulture));

    /// <summary>Text of a length that begins with a mark.</summary>
    public static string Text(int length, string mark)
    {
        var text = new StringBuilder(mark).Append(' ');
        while (text.Length < length) text.Append(Paragraph);
        text.Length = Math.Max(1, length);
        return text.ToString();
    }

    private static byte[] Body(int bytes, bool isStream, string mark)
    {
        var text = Text(bytes - 120, mark);
        return Encoding.UTF8.GetBytes($$"""{"stream":{{(isStream ? "true" : "false")}},"model":"gpt-5","messages":[{"role":"user","content":"{{text}}"}]}""");
    }
}
