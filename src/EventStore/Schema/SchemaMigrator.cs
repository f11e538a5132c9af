using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace EventAgents.EventStore;

/// <summary>Brings a database up to this release's schema, one numbered SQL file after the other.</summary>
/// <param name="dataSource">The database.</param>
/// <param name="components">
/// Name and assembly of each part that has tables, in the order in which they are applied. Each assembly embeds its files as
/// <c>Schema/NNNN_what.sql</c>; a file is never edited after a release.
/// </param>
public sealed partial class SchemaMigrator(NpgsqlDataSource dataSource, IReadOnlyList<KeyValuePair<string, Assembly>> components)
{
    private const long LockKey = 0x4541_5343_4845_4D41;  // "EASCHEMA": one host migrates, the others wait

    private const string Bookkeeping = """
        create schema if not exists ops;
        create table if not exists ops.schema_versions (
          component   text         not null,
          version     integer      not null,
          name        text         not null,
          sha256      bytea        not null,  -- of the file, so that an edited one is noticed
          applied_at  timestamptz  not null default now(),
          constraint schema_versions_pkey primary key (component, version)
        );
        """;

    /// <summary>Applies what is missing, all in one transaction; waits while another host does.</summary>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="SchemaMismatchException">The database was made by a newer release, or an applied file was edited.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellation = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellation);
        await ExecuteAsync(connection, Bookkeeping, cancellation);

        var applied = await ReadAppliedAsync(connection, cancellation);
        var count = 0;
        foreach (var (component, assembly) in components)
        {
            var known = Read(assembly);
            if (applied.Keys.Where(k => k.Component == component).Select(k => k.Version).DefaultIfEmpty().Max() is var newest && newest > known.Count)
            {
                throw new SchemaMismatchException($"The database's schema of '{component}' is version {newest}; this release knows up to {known.Count}. Use a newer release.");
            }

            foreach (var file in known)
            {
                if (applied.TryGetValue((component, file.Version), out var sha256))
                {
                    if (!sha256.AsSpan().SequenceEqual(file.Sha256)) throw new SchemaMismatchException($"The schema file '{component}/{file.Name}' was edited after it had been applied.");
                    continue;
                }

                await ExecuteAsync(connection, file.Sql, cancellation);
                await RecordAsync(connection, component, file, cancellation);
                count++;
            }
        }

        await transaction.CommitAsync(cancellation);
        return count;
    }

    /// <summary>Looks whether the database has this release's schema, and changes nothing.</summary>
    /// <exception cref="SchemaMismatchException">It has none, or another release's.</exception>
    public async Task RequireCurrentAsync(CancellationToken cancellation = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var find = new NpgsqlCommand("select to_regclass('ops.schema_versions') is not null", connection);
        if (await find.ExecuteScalarAsync(cancellation) is not true) throw new SchemaMismatchException("There is no store in this database yet; start a host on it first.");
        var applied = await ReadAppliedAsync(connection, cancellation);
        foreach (var (component, assembly) in components)
        {
            var (known, stored) = (Read(assembly).Count, applied.Keys.Count(k => k.Component == component));
            if (known == stored) continue;
            throw new SchemaMismatchException($"The database's schema of '{component}' is version {stored}; this release has {known}. {(stored > known ? "Use a newer release." : "Start a host of this release first.")}");
        }
    }

    private static List<SchemaFile> Read(Assembly assembly)
    {
        var files = new List<SchemaFile>();
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (FileName().Match(resource) is not { Success: true } match) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd();
            files.Add(new SchemaFile(files.Count + 1, match.Groups["name"].Value, sql, SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        }

        return files;
    }

    private static async Task<Dictionary<(string Component, int Version), byte[]>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new Dictionary<(string, int), byte[]>();
        await using var command = new NpgsqlCommand("select component, version, sha256 from ops.schema_versions", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            applied.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetFieldValue<byte[]>(2));
        }

        return applied;
    }

    private static async Task RecordAsync(NpgsqlConnection connection, string component, SchemaFile file, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("insert into ops.schema_versions (component, version, name, sha256) values ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = component }, new() { Value = file.Version }, new() { Value = file.Name }, new() { Value = file.Sha256 } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };  // another host's turn, or an index on a long log, takes what it takes
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [GeneratedRegex(@"\.Schema\.(?<name>[0-9]{4}_[a-z0-9_]+)\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    private sealed record SchemaFile(int Version, string Name, string Sql, byte[] Sha256);
}

/// <summary>The database and this release do not fit together; the message says what to do.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);
