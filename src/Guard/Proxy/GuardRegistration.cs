using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Proxy.BuiltIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EventAgents.Guard.Proxy;

/// <summary>
/// Puts the guard together. The host adds what the guard's interfaces stand for, an <see cref="ITextScanner"/> and a <see cref="TimeProvider"/>.
/// </summary>
public static class GuardRegistration
{
    /// <summary>Adds the guard.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Checked settings.</param>
    /// <param name="requiresKey">Whether a call needs a key of this product.</param>
    /// <param name="servesBuiltIn">Whether the built-in provider answers; never in Production.</param>
    public static IServiceCollection AddGuard(this IServiceCollection services, GuardOptions options, bool requiresKey, bool servesBuiltIn)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddHttpForwarder();
        services.AddSingleton(options).AddSingleton<GuardMetrics>().AddSingleton(new FindingsCache()).AddSingleton<RequestMasker>().AddSingleton<HeaderScan>()
            .AddSingleton<GivenNames>();
        services.AddSingleton(_ => new ProviderTable(options, servesBuiltIn ? new BuiltInProvider() : null));
        services.AddSingleton(s => new GuardRoutes(s.GetRequiredService<ProviderTable>(), options.DefaultProvider));
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<Admission>(s, requiresKey));
        services.AddSingleton<CostSwitch>().AddSingleton(s => new PriceTable(options.Prices, s.GetRequiredService<CostSwitch>())).AddSingleton<ChainKeeper>().AddSingleton<MaskStep>().AddSingleton<Forwarding>()
            .AddSingleton<GuardProxy>();
        return services;
    }

    /// <summary>
    /// Lets the guard answer every request of a server of its own. That server must not limit bodies below <see cref="GuardOptions.MaxRequestBytes"/>.
    /// </summary>
    public static void RunGuard(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Run(app.ApplicationServices.GetRequiredService<GuardProxy>().HandleAsync);
    }
}
