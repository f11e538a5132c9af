using System.Net;
using System.Security.Cryptography;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Settings;
using EventAgents.Projections.Guard;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventAgents.Host.Guard;

/// <summary>The guard in a host: its services, and its port beside the API's.</summary>
internal static class GuardSetup
{
    private static readonly object IsGuards = new();

    /// <summary>Adds the guard's services. The API needs them too, for settings and try-outs.</summary>
    /// <exception cref="SettingsException">Production without a secret.</exception>
    public static void AddGuard(this IServiceCollection services, EffectiveSettings settings)
    {
        var options = SettingsRegistration.Bind<GuardOptions>(settings.Configuration, "Guard");
        var keys = KeysOf(settings);
        var isProduction = settings.Environment == Environments.Production;
        var requiresKey = options.RequireApiKey ?? settings.Environment != Environments.Development;
        services.AddSingleton(keys).AddSingleton(new GuardSwitch(settings.Environment == Environments.Development));
        services.AddSettings<DetectorOptions>(settings.Configuration, "Detector");
        services.AddSingleton<ITextScanner, ModelScanner>();
        services.AddSingleton<TenantKeys>().AddSingleton<ITenantKeys>(s => s.GetRequiredService<TenantKeys>());
        services.AddSingleton<ChainMaps>().AddSingleton<IChainMaps>(s => s.GetRequiredService<ChainMaps>());
        services.AddSingleton<DetectionStore>();
        services.AddSingleton<EventPolicies>().AddSingleton<IGuardPolicies>(s => s.GetRequiredService<EventPolicies>())
            .AddHostedService(s => s.GetRequiredService<EventPolicies>());
        services.AddSingleton<LogJournal>().AddSingleton<IGuardJournal>(s => s.GetRequiredService<LogJournal>())
            .AddHostedService(s => s.GetRequiredService<LogJournal>());
        services.AddSingleton<IGuardCallers, KeyCallers>().AddSingleton<IGuardBudgets, Budgets>().AddSingleton<LlmCallQueries>();
        services.AddGuard(options, requiresKey, servesBuiltIn: !isProduction);
    }

    /// <summary>Opens the guard's port.</summary>
    public static void ListenGuard(this KestrelServerOptions kestrel, ProcessOptions process) =>
        kestrel.Listen(IPAddress.Parse(process.BindAddress), process.GuardPort, listen => listen.Use(next => connection =>
        {
            connection.Items[IsGuards] = true;
            return next(connection);
        }));

    /// <summary>Hands what comes through the guard's port to the guard, before anything of the API sees it.</summary>
    public static void UseGuard(this WebApplication app) => app.MapWhen(CameThroughGuardsPort, guard =>
    {
        guard.Use((context, next) =>
        {
            // The guard counts bytes itself; the API's limit is not its own.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            return next(context);
        });
        guard.RunGuard();
    });

    /// <summary>The guard's secrets: those of the settings, else the one in the environment's folder.</summary>
    /// <exception cref="SettingsException">Production has none.</exception>
    public static GuardKeyOptions KeysOf(EffectiveSettings settings)
    {
        var keys = SettingsRegistration.Bind<GuardKeyOptions>(settings.Configuration, "GuardKeys");
        if (keys.Secrets.Count > 0) return keys;
        if (settings.Environment == Environments.Production)
        {
            throw new SettingsException(["GuardKeys__Secrets__0__Secret = '': Production needs a secret of its own (openssl rand -base64 32)."]);
        }
        var made = OwnerFile.ReadOrMake(Path.Combine(settings.EnvironmentFolder, "guard.key"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        keys.Secrets.Add(new GuardSecret { Id = "file", Secret = made });
        return keys;
    }

    private static bool CameThroughGuardsPort(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()!.Items.ContainsKey(IsGuards);
}

/// <summary>Whether tenants may turn the guard off.</summary>
internal sealed record GuardSwitch(bool IsPermitted);
