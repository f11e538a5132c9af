namespace EventAgents.Pii.Training;

/// <summary>How well one type is found in one set.</summary>
public sealed class TypeScore
{
    private EvaluationCounts _strict, _trimmed, _characters, _tokens;

    /// <summary>Spans that agree to the character.</summary>
    public ref EvaluationCounts Strict => ref _strict;

    /// <summary>Spans that agree once titles, articles and possessives are off both (<see cref="SpanTrimmer"/>).</summary>
    public ref EvaluationCounts Trimmed => ref _trimmed;

    /// <summary>Characters, white space aside.</summary>
    public ref EvaluationCounts Characters => ref _characters;

    /// <summary>Words: runs of letters and digits.</summary>
    public ref EvaluationCounts Tokens => ref _tokens;

    /// <summary>Adds another score to this one.</summary>
    public void Add(TypeScore other)
    {
        Strict.Add(other.Strict);
        Trimmed.Add(other.Trimmed);
        Characters.Add(other.Characters);
        Tokens.Add(other.Tokens);
    }
}
