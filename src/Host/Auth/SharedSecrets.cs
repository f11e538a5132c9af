using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace EventAgents.Host.Auth;

/// <summary>Keys that all hosts of an installation share, kept in the database so that a login holds on each of them and after a restart.</summary>
internal sealed class SharedSecrets(NpgsqlDataSource database) : IXmlRepository
{
    private const string CookieKeyPrefix = "data-protection/";
    private const string LoginHmac = "login-hmac";

    /// <summary>The key ring that signs cookies. The framework asks on start and when it makes a new key, so waiting is all right.</summary>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var find = database.CreateCommand("select value from ops.secrets where starts_with(name, $1) order by created_at");
        find.Parameters.Add(new() { Value = CookieKeyPrefix });
        using var reader = find.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read()) elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var add = database.CreateCommand("insert into ops.secrets (name, value) values ($1, $2) on conflict (name) do nothing");
        add.Parameters.Add(new() { Value = CookieKeyPrefix + friendlyName });
        add.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        add.ExecuteNonQuery();
    }

    /// <summary>Hides an address: equal addresses give equal texts, and nobody without the key can try addresses out.</summary>
    public async Task<string> HideAsync(string email, CancellationToken cancellation)
    {
        var key = await FindAsync(LoginHmac, cancellation) ?? await MakeAsync(LoginHmac, cancellation);
        return Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(key), Encoding.UTF8.GetBytes(Users.Normalise(email))));
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var find = database.CreateCommand("select value from ops.secrets where name = $1");
        find.Parameters.Add(new() { Value = name });
        return (string?)await find.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Of several hosts or requests that make it at once one is first, and all get that one's; the update is what lets the others see it.</summary>
    private async Task<string> MakeAsync(string name, CancellationToken cancellation)
    {
        await using var make = database.CreateCommand("insert into ops.secrets (name, value) values ($1, $2) on conflict (name) do update set name = excluded.name returning value");
        make.Parameters.Add(new() { Value = name });
        make.Parameters.Add(new() { Value = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) });
        return (string)(await make.ExecuteScalarAsync(cancellation))!;
    }
}
