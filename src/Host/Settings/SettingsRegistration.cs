using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace EventAgents.Host.Settings;

/// <summary>Binds sections of the settings to options classes and checks them before anything starts.</summary>
internal static class SettingsRegistration
{
    private const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;

    /// <summary>
    /// Binds <paramref name="section"/> to <typeparamref name="T"/>: a key that it does not have, a value of another type and a broken
    /// <see cref="ValidationAttribute"/> (or <see cref="IValidatableObject"/> rule) are all refused.
    /// </summary>
    /// <returns>The bound options; also registered as themselves and as <see cref="IOptions{T}"/>.</returns>
    /// <exception cref="SettingsException">Names each wrong key, its value and the rule.</exception>
    public static T AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = Bind<T>(configuration, section);
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options));
        return options;
    }

    /// <summary>Binds and checks without registering.</summary>
    /// <exception cref="SettingsException">Names each wrong key, its value and the rule.</exception>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var unknown = configuration.GetSection(section).GetChildren().Where(child => typeof(T).GetProperty(child.Key, AnyCase) is null).ToList();
        if (unknown.Count > 0) throw new SettingsException([.. unknown.Select(child => $"{section}:{child.Key} = '{child.Value}': there is no such setting.")]);

        var options = new T();
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException([$"{section}: {e.Message}"]);
        }

        var failures = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true)) return options;
        throw new SettingsException([.. failures.Select(failure => Describe(configuration, section, options, failure))]);
    }

    private static string Describe(IConfiguration configuration, string section, object options, ValidationResult failure)
    {
        var name = failure.MemberNames.FirstOrDefault() ?? "";
        var key = $"{section}:{name}";
        var value = SecretNames.Mask(name, configuration[key] ?? Convert.ToString(ValueOf(options, name), System.Globalization.CultureInfo.InvariantCulture));
        return $"{key} = '{value}': {failure.ErrorMessage}";
    }

    private static object? ValueOf(object? options, string path) =>
        path.Split(':').Aggregate(options, (value, name) => value?.GetType().GetProperty(name)?.GetValue(value));
}
