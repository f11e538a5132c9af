namespace EventAgents.Guard.Tests.Support;

/// <summary>What a client has read.</summary>
internal sealed class StreamContent
{
    private bool _textEnded, _argumentsEnded;

    public string Text { get; private set; } = "";

    public string Arguments { get; private set; } = "";

    public List<string> TextCopies { get; } = [];

    public List<string> ArgumentCopies { get; } = [];

    public void AddText(string? piece)
    {
        if (!_textEnded) Text += piece;
    }

    public void AddArguments(string? piece)
    {
        if (!_argumentsEnded) Arguments += piece;
    }

    public void EndText() => _textEnded = true;

    public void EndArguments() => _argumentsEnded = true;
}
