using System.Text.Json;

namespace EventAgents.Guard.Protocols;

/// <content>What the guard itself needs to know of a request.</content>
internal sealed partial class MaskingWalker
{
    private string? _model, _previousResponse, _conversation;
    private bool _isStream, _isBackground;
    private (int Start, int Length) _streamOptions = (-1, 0), _includeUsage = (-1, 0);
    private bool _streamOptionsAreEmpty, _includesUsage;

    private GenerationSettings _generation;

    public RequestFacts Facts => new(_model, _isStream, _previousResponse, _conversation, _isBackground) { Generation = _generation };

    private void Note(Fact fact, ref Utf8JsonReader reader)
    {
        var token = reader.TokenType;
        switch (fact)
        {
            case Fact.Model when token == JsonTokenType.String: _model = reader.GetString(); break;
            case Fact.PreviousResponse when token == JsonTokenType.String: _previousResponse = reader.GetString(); break;
            case Fact.Conversation when token == JsonTokenType.String: _conversation = reader.GetString(); break;
            case Fact.Stream when token is JsonTokenType.True or JsonTokenType.False: _isStream = token == JsonTokenType.True; break;
            case Fact.Background when token == JsonTokenType.True: _isBackground = true; break;
            case Fact.StreamOptions when token is JsonTokenType.StartObject or JsonTokenType.Null:
                _streamOptions = ((int)reader.TokenStartIndex, token == JsonTokenType.Null ? 4 : 1);
                var next = reader;
                _streamOptionsAreEmpty = token == JsonTokenType.StartObject && next.Read() && next.TokenType == JsonTokenType.EndObject;
                break;
            case >= Fact.MaxTokens when token == JsonTokenType.Number && reader.CurrentDepth == 1 && reader.TryGetDouble(out var number):
                _generation = _generation.With(fact, number);
                break;
            case Fact.IncludeUsage when token is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null:
                _includeUsage = ((int)reader.TokenStartIndex, reader.ValueSpan.Length);
                _includesUsage = token == JsonTokenType.True;
                break;
        }
    }

    /// <summary>Adds <c>stream_options.include_usage</c> to a streaming request that does not have it.</summary>
    /// <param name="end">Offset of the body's last brace.</param>
    /// <returns>Whether the reply will hold a chunk that the caller did not ask for.</returns>
    public bool AskForUsage(int end)
    {
        if (!_isStream || _includesUsage) return false;
        if (_includeUsage.Start >= 0) Edits.Add(_includeUsage.Start, _includeUsage.Length, "true"u8);
        else if (_streamOptions.Start < 0) Edits.Add(end, 0, ",\"stream_options\":{\"include_usage\":true}"u8);
        else if (_streamOptions.Length > 1) Edits.Add(_streamOptions.Start, _streamOptions.Length, "{\"include_usage\":true}"u8);
        else Edits.Add(_streamOptions.Start + 1, 0, _streamOptionsAreEmpty ? "\"include_usage\":true"u8 : "\"include_usage\":true,"u8);
        Edits.Sort();
        return true;
    }
}
