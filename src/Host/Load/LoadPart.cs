namespace EventAgents.Host.Load;

/// <summary>The parts of the product that a load drives.</summary>
internal enum LoadPart
{
    /// <summary>Submitting and reading issues.</summary>
    Issues,

    /// <summary>Workers: claims, heartbeats, logs, artifacts, results.</summary>
    Jobs,

    /// <summary>Sessions from their beginning to their end.</summary>
    Sessions,

    /// <summary>Ratings of finished jobs.</summary>
    Feedback,

    /// <summary>LLM calls through the guard to its built-in provider.</summary>
    Guard,
}

/// <summary>What share of the requests each part gets.</summary>
internal sealed class LoadMix
{
    private readonly (LoadPart Part, double Upto)[] _shares;

    private LoadMix(IReadOnlyList<(LoadPart Part, double Weight)> weights)
    {
        var all = weights.Sum(w => w.Weight);
        var upto = 0.0;
        _shares = [.. weights.Select(w => (w.Part, upto += w.Weight / all))];
    }

    /// <summary>Workers get enough of it to finish what is submitted: half of the issues' requests submit one, and a job takes three to four requests.</summary>
    public const string Default = "issues=20,jobs=45,sessions=15,feedback=5,guard=15";

    /// <summary>Reads <c>issues=20,jobs=45</c>: a part that is not named gets nothing.</summary>
    /// <returns>Null where the text is no mix.</returns>
    public static LoadMix? Parse(string text)
    {
        var weights = new List<(LoadPart, double)>();
        foreach (var entry in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (entry.Split('=') is not [var name, var weight] || int.TryParse(name, out _)) return null;
            if (!Enum.TryParse<LoadPart>(name, ignoreCase: true, out var part) || weights.Exists(w => w.Item1 == part)) return null;
            if (!double.TryParse(weight, System.Globalization.CultureInfo.InvariantCulture, out var share) || !double.IsFinite(share) || share < 0) return null;
            if (share > 0) weights.Add((part, share));
        }
        return weights.Count == 0 ? null : new LoadMix(weights);
    }

    /// <summary>The part at a place between 0 and 1.</summary>
    public LoadPart At(double place)
    {
        foreach (var (part, upto) in _shares)
        {
            if (place < upto) return part;
        }
        return _shares[^1].Part;
    }
}
