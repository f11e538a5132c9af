using EventAgents.Host.Settings;

namespace EventAgents.Host.Features;

/// <summary>The flags in a host.</summary>
internal static class FeatureSetup
{
    /// <summary>Every process follows the flags, whatever its roles.</summary>
    public static void AddFeatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<FeatureOptions>(configuration, "Features");
        services.AddSingleton<FeatureSwitches>().AddHostedService(s => s.GetRequiredService<FeatureSwitches>());
    }
}
