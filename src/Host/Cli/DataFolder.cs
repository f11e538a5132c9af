using System.CommandLine;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary>Where the labelled documents are: the verb's argument, else <c>EVENTAGENTS_PII_DATA</c>, else <c>../shared/data</c>.</summary>
internal static class DataFolder
{
    private const string Variable = "EVENTAGENTS_PII_DATA", Default = "../shared/data";

    /// <summary>The argument that names the folder.</summary>
    public static Argument<string?> Argument() => new("DATA")
    {
        Description = $"Folder with train, dev, sharealike and lists (default: {Variable}, else {Default})",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The folder's full path.</summary>
    /// <exception cref="SettingsException">It is not there.</exception>
    public static string Find(string? argument)
    {
        var folder = argument ?? Environment.GetEnvironmentVariable(Variable) ?? Default;
        if (!Directory.Exists(Path.Combine(folder, "dev")))
            throw new SettingsException(
                [$"{folder}: there is no folder with labelled documents. Name it as the argument or in {Variable}; docs/pii-data.md says what it holds."]);
        return Path.GetFullPath(folder);
    }
}
