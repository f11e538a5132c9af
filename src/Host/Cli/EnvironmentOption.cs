using System.CommandLine;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Cli;

/// <summary><c>--environment</c>: whose settings and store a verb works with.</summary>
internal static class EnvironmentOption
{
    public static Option<string?> Create() => new("--environment") { Description = $"development or staging (default: {Settings.EnvironmentName.Variable}, else Development)" };

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static EffectiveSettings Load(string? environment) =>
        EffectiveSettings.Load(environment is null ? null : new Dictionary<string, string?> { [Settings.EnvironmentName.Variable] = environment });

    /// <summary>Loads settings of an environment that may be filled and emptied.</summary>
    /// <exception cref="SettingsException">It is Production, or a setting is wrong.</exception>
    public static EffectiveSettings LoadDisposable(string? environment)
    {
        var settings = Load(environment);
        return settings.Environment != Environments.Production
            ? settings
            : throw new SettingsException([$"{Settings.EnvironmentName.Variable} = '{settings.Environment}': a production store gets no test data and is never emptied by this program."]);
    }
}
