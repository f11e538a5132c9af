namespace EventAgents.Pii.Training;

/// <summary>Reads the word lists of the data folder: gzip'd tables with a header line and tabs between columns.</summary>
/// <param name="folder">The folder that holds them.</param>
internal sealed class WordLists(string folder)
{
    /// <summary>The rows of a list, without its header.</summary>
    /// <param name="name">The file's name without <c>.tsv.gz</c>.</param>
    /// <exception cref="FileNotFoundException">The list is not there.</exception>
    public IEnumerable<string[]> Read(string name)
    {
        using var stream = LabelledFile.Open(Path.Combine(folder, name + ".tsv.gz"));
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split('\t');
    }
}
