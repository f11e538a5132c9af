using EventAgents.Pii;

namespace EventAgents.Host.Guard;

/// <summary>Makes of an organisation's settings what the detector takes, or names every fault by its JSON pointer. No message repeats a listed value.</summary>
internal sealed class DetectionCompiler
{
    /// <summary>Most recognizers: each reads every new text once more.</summary>
    public const int MaxRecognizers = 50;

    /// <summary>Most values on a list; a longer list is a pattern.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Longest listed value, in characters.</summary>
    public const int MaxValueLength = 200;

    /// <summary>Most context words of a recognizer, and the longest of them in characters.</summary>
    public const int MaxContextWords = 20, MaxContextWordLength = 50;

    private const string NoNull = "This must not be null.";

    private readonly SortedDictionary<string, string[]> _faults = new(StringComparer.Ordinal);

    private DetectionCompiler()
    {
    }

    /// <summary>Compiles settings.</summary>
    /// <param name="settings">As they were sent.</param>
    /// <param name="faults">What is wrong, by JSON pointer into the settings; empty where nothing is.</param>
    /// <returns>The policy; null where something is wrong.</returns>
    public static DetectionPolicy? Compile(DetectionSettings settings, out IReadOnlyDictionary<string, string[]> faults)
    {
        var compiler = new DetectionCompiler();
        faults = compiler._faults;
        var recognizers = compiler.Recognizers(settings.Recognizers ?? []);
        var allow = compiler.Allowed(settings.Allow ?? []);
        var deny = compiler.Denied(settings.Deny ?? [], [.. allow]);
        var thresholds = compiler.Thresholds(settings.Thresholds ?? new Dictionary<string, double>());
        return faults.Count > 0 ? null : new DetectionPolicy { Custom = recognizers, Allow = allow, Deny = deny, Thresholds = thresholds };
    }

    private List<CustomRecognizer> Recognizers(IReadOnlyList<RecognizerSettings> given)
    {
        var made = new List<CustomRecognizer>();
        if (IsTooLong(given.Count, MaxRecognizers, "/recognizers")) return made;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < given.Count; i++)
        {
            var at = $"/recognizers/{i}";
            if (given[i] is not { } one)
            {
                Fault(at, NoNull);
                continue;
            }
            var words = one.ContextWords ?? [];
            if (words.Count > MaxContextWords || words.Any(word => word is not { Length: >= 1 and <= MaxContextWordLength }))
                Fault($"{at}/contextWords", $"At most {MaxContextWords} words, each of 1 to {MaxContextWordLength} characters.");
            if (!names.Add(one.Name)) Fault($"{at}/name", "Another recognizer has this name.");
            if (EntityTypes.TryFromWire(one.Name, out _)) Fault($"{at}/name", "A built-in entity type has this name.");
            var type = TypeOf(one.Type, $"{at}/type");
            if (CustomRecognizer.TryCreate(one.Name, one.Pattern, words, one.Verifier, type, out var recognizer, out var refusal)) made.Add(recognizer);
            else Fault(at, refusal);
        }
        return made;
    }

    private List<string> Allowed(IReadOnlyList<string> given)
    {
        if (IsTooLong(given.Count, MaxValues, "/allow")) return [];
        for (var i = 0; i < given.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(given[i]) || given[i].Length > MaxValueLength) Fault($"/allow/{i}", $"A value has 1 to {MaxValueLength} characters.");
        }
        return [.. given.OfType<string>().Select(value => value.Trim())];
    }

    private Dictionary<string, EntityType> Denied(IReadOnlyList<DeniedValue> given, IReadOnlyList<string> allowed)
    {
        var denied = new Dictionary<string, EntityType>(StringComparer.OrdinalIgnoreCase);
        if (IsTooLong(given.Count, MaxValues, "/deny")) return denied;
        var onOther = allowed.ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < given.Count; i++)
        {
            var at = $"/deny/{i}";
            if (given[i] is not { } one)
            {
                Fault(at, NoNull);
                continue;
            }
            var value = one.Value.Trim();
            var type = TypeOf(one.Type, $"{at}/type");
            if (value.Length is < 2 or > MaxValueLength || !value.Any(char.IsLetterOrDigit))
                Fault($"{at}/value", $"A value has 2 to {MaxValueLength} characters, a letter or a digit among them.");
            else if (onOther.Contains(value)) Fault($"{at}/value", "The value is on the other list too.");
            else if (!denied.TryAdd(value, type)) Fault($"{at}/value", "The value is on the list already.");
        }
        return denied;
    }

    private Dictionary<EntityType, float> Thresholds(IReadOnlyDictionary<string, double> given)
    {
        var thresholds = new Dictionary<EntityType, float>();
        foreach (var (name, score) in given)
        {
            var at = $"/thresholds/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (!EntityTypes.TryFromWire(name, out var type)) Fault(at, "There is no such entity type.");
            else if (score is not (>= 0 and <= 1)) Fault(at, "A score is between 0 and 1.");
            else thresholds[type] = (float)score;
        }
        return thresholds;
    }

    private EntityType TypeOf(string? name, string at)
    {
        if (name is null) return EntityType.Custom;
        if (EntityTypes.TryFromWire(name, out var type)) return type;
        Fault(at, "There is no such entity type.");
        return EntityType.Custom;
    }

    private bool IsTooLong(int count, int limit, string at)
    {
        if (count > limit) Fault(at, $"There can be at most {limit}.");
        return count > limit;
    }

    private void Fault(string pointer, string message) =>
        _faults[pointer] = _faults.TryGetValue(pointer, out var others) ? [.. others, message] : [message];
}
