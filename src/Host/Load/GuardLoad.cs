using EventAgents.Host.Guard;

namespace EventAgents.Host.Load;

/// <summary>
/// LLM calls with personal data in them to the guard's built-in provider, whole and streamed, in two protocols. That provider says what it was
/// told and then what had left, so each reply shows whether the values came back and whether one of them was let out.
/// </summary>
internal sealed class GuardLoad(LoadClient client, Uri guard) : ILoad
{
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
        client.SendAsync(turn, operation, HttpMethod.Post, new Uri(guard, path), body, answer => EchoedReply.FaultOf(answer, email, Card));
}
