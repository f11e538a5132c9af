using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.Host.Auth;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Seeding;

/// <summary>How one comes into an environment with test data: made once, kept in <c>seed.login</c> in the environment's folder, for its owner and <c>eventagents smoke</c>.</summary>
/// <param name="Email">Of the organisation's first user, an admin.</param>
/// <param name="Password">Of every user that is no invitation.</param>
/// <param name="ApiKey">A key that may do everything in that organisation.</param>
internal sealed record SeedLogin(string Email, string Password, string ApiKey)
{
    private const int PasswordBytes = 15;

    /// <summary>The login of an environment; null when it has none.</summary>
    public static SeedLogin? Find(EffectiveSettings settings) => File.Exists(PathOf(settings)) ? Parse(File.ReadAllText(PathOf(settings))) : null;

    /// <summary>Makes one when there is none. Written before the store knows of it: a key that nobody knows would be lost.</summary>
    public static SeedLogin FindOrMake(EffectiveSettings settings, string email) => Parse(OwnerFile.ReadOrMake(PathOf(settings), () => JsonSerializer.Serialize(
        new SeedLogin(email, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes)), ApiKeyFormat.New()), JsonSerializerOptions.Web)));

    /// <summary>Forgets the login of a store that is gone.</summary>
    public static void Remove(EffectiveSettings settings) => File.Delete(PathOf(settings));

    /// <summary>Where it is.</summary>
    public static string PathOf(EffectiveSettings settings) => Path.Combine(settings.EnvironmentFolder, "seed.login");

    private static SeedLogin Parse(string json) => JsonSerializer.Deserialize<SeedLogin>(json, JsonSerializerOptions.Web)!;
}
