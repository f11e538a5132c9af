using System.CommandLine;
using EventAgents.Host.Hosting;

namespace EventAgents.Host.Cli;

/// <summary><c>--projection NAME</c>.</summary>
internal static class ProjectionOption
{
    /// <summary>The option; a name that no read model has is a usage error that lists them.</summary>
    public static Option<string?> Create(string description)
    {
        var names = ReadModels.Inline.Concat(ReadModels.Asynchronous).Select(p => p.Name).ToList();
        var option = new Option<string?>("--projection") { Description = description, HelpName = "NAME" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !names.Contains(name)) result.AddError($"There is no read model '{name}'. There are: {string.Join(", ", names)}.");
        });
        return option;
    }
}
