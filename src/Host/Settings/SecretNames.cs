using Npgsql;

namespace EventAgents.Host.Settings;

/// <summary>Tells by a setting's name whether its value may be shown.</summary>
internal static class SecretNames
{
    private const string Masked = "***";
    private static readonly string[] Endings = ["Key", "Keys", "Secret", "Password", "Token"];

    /// <summary>The value as it may be shown: a secret becomes stars, a connection string loses its password.</summary>
    public static string? Mask(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return value;
        if (Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return Masked;
        return name.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase) ? WithoutPassword(value) : value;
    }

    private static string WithoutPassword(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            if (parts.Password is { Length: > 0 }) parts.Password = Masked;
            if (parts.SslPassword is { Length: > 0 }) parts.SslPassword = Masked;
            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            return Masked;
        }
    }
}
