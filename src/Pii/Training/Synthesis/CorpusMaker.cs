using System.Reflection;
using System.Text.RegularExpressions;

namespace EventAgents.Pii.Training.Synthesis;

/// <summary>
/// Makes up prompts as people and agents send them, with exact labels: sentences from templates in many languages, records as machines write them, and
/// texts that only look as if they named somebody. They are made at training time and stored nowhere.
/// </summary>
internal sealed partial class CorpusMaker
{
    private readonly DeterministicRandom _random;
    private readonly ValueMaker _values;
    private readonly RecordMaker _records;
    private readonly List<(string Language, string Template)> _templates;
    private readonly List<(string Language, string Template)> _requests;

    /// <summary>A maker over the word lists.</summary>
    public CorpusMaker(WordLists lists, ulong seed)
    {
        _random = new DeterministicRandom(seed);
        _values = new ValueMaker(NamePool.Read(lists), _random);
        _records = new RecordMaker(_values, _random);
        _templates = ReadTemplates("templates.txt");
        _requests = ReadTemplates("requests.txt");
    }

    /// <summary>So many documents, complete in their labels.</summary>
    public IEnumerable<LabelledDocument> Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var text = new SampleText();
            if (_random.Chance(40)) MakeRecord(text);
            else MakeProse(text);
            yield return text.ToDocument($"synth-own-{i}");
        }
    }

    private void MakeRecord(SampleText text)
    {
        var language = _random.Chance(60) ? "en" : _random.Pick(_templates).Language;
        if (_random.Chance(40)) text.Add(_random.Pick(_requests).Template).Add("\n");
        _records.Write(text, language);
        if (_random.Chance(30)) text.Add("\n").Add(_random.Pick(_requests).Template);
    }

    private void MakeProse(SampleText text)
    {
        var (language, template) = _random.Pick(_templates);
        Fill(text, template, language);
        // Longer prompts: more of the same language behind it.
        for (var tries = 0; _random.Chance(35) && tries < 40; tries++)
        {
            var (other, more) = _random.Pick(_templates);
            if (other != language) continue;
            Fill(text.Add(_random.Pick([" ", "\n", "\n\n"])), more, language);
        }
    }

    private void Fill(SampleText text, string template, string language)
    {
        var end = 0;
        foreach (Match slot in Slot().Matches(template))
        {
            text.Add(template[end..slot.Index]).Add(_values.Make(slot.Groups[1].Value, language));
            end = slot.Index + slot.Length;
        }
        text.Add(template[end..]);
    }

    private static List<(string, string)> ReadTemplates(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resource = assembly.GetManifestResourceNames().Single(r => r.EndsWith("." + name, StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var templates = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
            if (line.Split('\t', 2) is [var language, var template])
                templates.Add((language, template.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal)));
        return templates;
    }

    [GeneratedRegex("‹([A-Z]+)›")]
    private static partial Regex Slot();
}
