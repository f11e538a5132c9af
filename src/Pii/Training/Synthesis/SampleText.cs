using System.Text;

namespace EventAgents.Pii.Training.Synthesis;

/// <summary>A text that is being made, with the spans in it.</summary>
internal sealed class SampleText
{
    private readonly StringBuilder _text = new();
    private readonly List<LabelledSpan> _spans = [];

    /// <summary>How long it is, in UTF-16 units.</summary>
    public int Length => _text.Length;

    /// <summary>Adds plain text.</summary>
    public SampleText Add(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Adds a value, labelled where it has a type.</summary>
    public SampleText Add(SampleValue value)
    {
        if (value.Type is { } type && value.Text.Length > 0) _spans.Add(new(_text.Length, value.Text.Length, type));
        return Add(value.Text);
    }

    /// <summary>The labelled document.</summary>
    public LabelledDocument ToDocument(string id) => new(id, "synth-own", _text.ToString(), [.. _spans]);
}

/// <summary>A value and what it is; null for nothing that has a tag.</summary>
internal readonly record struct SampleValue(string Text, EntityType? Type);
