using System.Text;

namespace EventAgents.Guard.Protocols;

/// <summary>What a reply says about itself, in the provider's words; nobody has judged them yet.</summary>
/// <param name="Id">The reply's id.</param>
/// <param name="Model">The model that replied.</param>
/// <param name="FinishReasons">Why the model stopped, each reason once.</param>
public sealed record ReplyLabels(string? Id, string? Model, IReadOnlyList<string> FinishReasons);

/// <summary>Which of a reply's labels a string is.</summary>
internal enum Label : byte { None, Id, Model, Finish }

/// <summary>Collects a reply's labels: the first id and model, since streams repeat them, and all reasons.</summary>
internal sealed class LabelReader
{
    private const int MaxLength = 200, MaxReasons = 16;

    private readonly List<string> _reasons = [];
    private string? _id, _model;

    public ReplyLabels Labels => new(_id, _model, [.. _reasons]);

    /// <summary>Takes a label as it stands between quotes; one with escapes is none.</summary>
    public void Note(Label label, ReadOnlySpan<byte> raw)
    {
        if (raw.Length is 0 or > MaxLength || !Ascii.IsValid(raw) || raw.Contains((byte)'\\')) return;
        switch (label)
        {
            case Label.Id: _id ??= Encoding.ASCII.GetString(raw); break;
            case Label.Model: _model ??= Encoding.ASCII.GetString(raw); break;
            case Label.Finish when _reasons.Count < MaxReasons && !raw.SequenceEqual("in_progress"u8) && !raw.SequenceEqual("queued"u8):
                var reason = Encoding.ASCII.GetString(raw);
                if (!_reasons.Contains(reason)) _reasons.Add(reason);
                break;
        }
    }
}
