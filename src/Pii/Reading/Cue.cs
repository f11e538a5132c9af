namespace EventAgents.Pii.Reading;

/// <summary>What a word announces of a value near it.</summary>
[Flags]
internal enum Cue : ulong
{
    None = 0,
}
