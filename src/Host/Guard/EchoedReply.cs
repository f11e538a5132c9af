using System.Text;
using System.Text.Json;

namespace EventAgents.Host.Guard;

/// <summary>What a reply of the built-in provider proves: it says again what it was told and then what had left, so both can be looked at.</summary>
internal static class EchoedReply
{
    private const string WhatLeft = "What left this machine:";

    /// <summary>What is wrong with a reply to a message that held these values; null for nothing.</summary>
    public static string? FaultOf(string reply, params ReadOnlySpan<string> values)
    {
        var text = TextOf(reply);
        var left = text.IndexOf(WhatLeft, StringComparison.Ordinal);
        if (left < 0) return "reply cut off";
        var (back, gone) = (text[..left], text[left..]);
        foreach (var value in values)
        {
            if (gone.Contains(value, StringComparison.Ordinal)) return "personal data left";
            if (!back.Contains(value, StringComparison.Ordinal)) return "not restored";
        }
        return null;
    }

    /// <summary>All texts of a reply in order: of one JSON document, or of the events of a stream.</summary>
    private static string TextOf(string reply)
    {
        var text = new StringBuilder();
        if (reply.StartsWith('{')) AddTexts(reply, text);
        else
        {
            foreach (var line in reply.Split('\n'))
            {
                if (line.StartsWith("data: {", StringComparison.Ordinal)) AddTexts(line[6..], text);
            }
        }
        return text.ToString();
    }

    private static void AddTexts(string json, StringBuilder text)
    {
        using var document = JsonDocument.Parse(json);
        AddTexts(document.RootElement, text);
    }

    private static void AddTexts(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.String && member.Name is "content" or "text") text.Append(member.Value.GetString());
                    else AddTexts(member.Value, text);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) AddTexts(item, text);
                break;
        }
    }
}
