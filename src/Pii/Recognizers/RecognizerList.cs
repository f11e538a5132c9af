namespace EventAgents.Pii.Recognizers;

/// <summary>Every recognizer.</summary>
internal static class RecognizerList
{
    public static IReadOnlyList<Recognizer> All { get; } =
    [
        new EmailAddress(),
    ];
}
