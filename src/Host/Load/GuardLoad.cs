using System.Text;
using System.Text.Json;

namespace EventAgents.Host.Load;

/// <summary>
/// LLM calls with personal data in them to the guard's built-in provider, whole and streamed, in two protocols. That provider says what it was
/// told and then what had left, so each reply shows whether the values came back and whether one of them was let out.
/// </summary>
internal sealed class GuardLoad(LoadClient client, Uri guard) : ILoad
{
    private const string WhatLeft = "What left this machine:";
    private const string Card = "4111 1111 1111 1111";  // a network's published test number

    private static readonly string[] Filler =
    [
        "Please look why the nightly export stops after the second step.", "The queue was empty when the last worker went home.",
        "A retry should wait longer than the one before it.", "Nothing of this may reach the customer before it was reviewed.",
        "The figures of the third quarter stand in the table below.", "Two of the five checks were red for an hour.",
    ];

    public Task TakeAsync(LoadTurn turn)
    {
        var random = turn.Random;
        var email = $"customer{random.Next(100_000)}@example.com";
        var text = $"{string.Join(' ', random.GetItems(Filler, random.Next(1, 8)))} Write to {email} that card {Card} was declined.";
        var isStream = random.Next(5) == 0;
        var messages = new[] { new { role = "user", content = text } };
        return random.Next(10) < 7
            ? CallAsync(turn, isStream ? "guard chat (stream)" : "guard chat", "builtin/v1/chat/completions", new { model = "echo", messages, stream = isStream }, email)
            : CallAsync(turn, isStream ? "guard message (stream)" : "guard message", "builtin/v1/messages", new { model = "echo", max_tokens = 100, messages, stream = isStream }, email);
    }

    private Task<string?> CallAsync(LoadTurn turn, string operation, string path, object body, string email) =>
        client.SendAsync(turn, operation, HttpMethod.Post, new Uri(guard, path), body, answer => FaultOf(TextOf(answer), email));

    private static string? FaultOf(string reply, string email)
    {
        var left = reply.IndexOf(WhatLeft, StringComparison.Ordinal);
        if (left < 0) return "reply cut off";
        var (back, gone) = (reply[..left], reply[left..]);
        if (gone.Contains(email, StringComparison.Ordinal) || gone.Contains(Card, StringComparison.Ordinal)) return "personal data left";
        return back.Contains(email, StringComparison.Ordinal) && back.Contains(Card, StringComparison.Ordinal) ? null : "not restored";
    }

    /// <summary>All texts of a reply in order: of one JSON document, or of the events of a stream.</summary>
    private static string TextOf(string answer)
    {
        var text = new StringBuilder();
        if (answer.StartsWith('{')) AddTexts(answer, text);
        else
        {
            foreach (var line in answer.Split('\n'))
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
