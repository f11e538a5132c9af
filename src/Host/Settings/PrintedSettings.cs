using System.Collections;
using System.Globalization;
using EventAgents.Host.Cli;

namespace EventAgents.Host.Settings;

/// <summary>Writes the effective settings, one <c>key = value</c> a line, in the form in which an environment variable sets them.</summary>
internal static class PrintedSettings
{
    public static int Print(EffectiveSettings settings, TextWriter output)
    {
        var process = settings.Process;
        output.WriteLine($"{EnvironmentName.Variable} = {settings.Environment}");
        output.WriteLine($"{ProcessOptions.ApiPortKey} = {process.ApiPort}");
        output.WriteLine($"{ProcessOptions.GuardPortKey} = {process.GuardPort}");
        output.WriteLine($"{ProcessOptions.BindAddressKey} = {process.BindAddress}");
        output.WriteLine($"{ProcessOptions.DataFolderKey} = {process.DataFolder}");
        output.WriteLine($"{ProcessOptions.RolesKey} = {process.Roles.ToString().ToLowerInvariant()}");
        output.WriteLine($"{ProcessOptions.OperatorKeyKey} = {SecretNames.Mask(ProcessOptions.OperatorKeyKey, process.OperatorKey)}");
        output.WriteLine($"ConnectionStrings__EventStore = {SecretNames.Mask("ConnectionString", settings.ConnectionString) ?? "(embedded)"}");
        foreach (var (section, bind) in EffectiveSettings.Sections) PrintMembers(section, bind(settings.Configuration), output);
        return ExitCode.Done;
    }

    private static void PrintMembers(string path, object options, TextWriter output)
    {
        foreach (var property in options.GetType().GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            PrintValue($"{path}__{property.Name}", property.Name, property.GetValue(options), output);
        }
    }

    private static void PrintValue(string path, string name, object? value, TextWriter output)
    {
        switch (value)
        {
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries) PrintValue($"{path}__{entry.Key}", name, entry.Value, output);
                break;
            case Uri { IsAbsoluteUri: true } address:
                output.WriteLine($"{path} = {address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped)}");
                break;
            case string or null or IFormattable or bool or Uri:
                output.WriteLine($"{path} = {SecretNames.Mask(name, Convert.ToString(value, CultureInfo.InvariantCulture))}");
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items) PrintValue($"{path}__{index++}", name, item, output);
                break;
            default:
                PrintMembers(path, value, output);
                break;
        }
    }
}
