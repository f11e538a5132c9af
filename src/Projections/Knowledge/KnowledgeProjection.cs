using EventAgents.Events;
using EventAgents.EventStore;

namespace EventAgents.Projections.Knowledge;

/// <summary>One row per knowledge artifact, with everything that can be searched in one text.</summary>
public sealed class KnowledgeProjection : IProjection
{
    private const string Insert = $"""
        insert into knowledge_artifact (
          tenant_id, artifact_id, position, name, path, description, domain, complexity, use_cases, tools, alias, search_text, is_deprecated, usage_count)
        values ($1, $2, {Columns.Position}, $4, $5, $6, $7, $8, $9, $10, $11, $12, false, 0)
        """;

    /// <inheritdoc/>
    public string Name => "knowledge_artifact";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => ["knowledge_artifact"];

    /// <inheritdoc/>
    public string Schema => """
        create table knowledge_artifact (
          tenant_id      varchar  not null,
          artifact_id    uuid     not null,
          position       bigint   not null,  -- of KnowledgeArtifactIndexed: the list's order
          name           text     not null,
          path           text     not null,
          description    text     not null,
          domain         text     not null,
          complexity     text     not null,
          use_cases      text[]   not null,
          tools          text[]   not null,
          alias          text,
          search_text    text     not null,  -- all of the above in lower case; a scan over some thousand rows takes milliseconds
          is_deprecated  boolean  not null,
          usage_count    bigint   not null,
          last_used_at   timestamptz,
          constraint knowledge_artifact_pkey primary key (tenant_id, artifact_id)
        );
        create index knowledge_artifact_newest on knowledge_artifact (tenant_id, position desc);
        """;

    /// <inheritdoc/>
    public void Project(StoredEvent stored, SqlBatch sql)
    {
        var tenant = stored.Stream.TenantId;
        switch (stored.Data)
        {
            case KnowledgeArtifactIndexed e:
                sql.Add(
                    Insert, tenant, e.ArtifactId, stored.Version, e.Name, e.Path, e.Description, e.Domain, WireName.Of(e.Complexity), e.UseCases.ToArray(), e.Tools.ToArray(),
                    Columns.Text(e.Alias), SearchText.Of([e.Name, e.Path, e.Description, e.Domain, .. e.UseCases, .. e.Tools, e.Alias ?? ""]));
                break;
            case KnowledgeArtifactUsed e:
                sql.Add(
                    "update knowledge_artifact set usage_count = usage_count + $3, last_used_at = $4 where tenant_id = $1 and artifact_id = $2",
                    tenant, e.ArtifactId, (long)e.Times, stored.Timestamp);
                break;
            case KnowledgeArtifactDeprecated e:
                sql.Add("update knowledge_artifact set is_deprecated = true where tenant_id = $1 and artifact_id = $2", tenant, e.ArtifactId);
                break;
        }
    }
}

/// <summary>Text as it is searched. Made here and not by the database, whose lower case depends on how its cluster was made.</summary>
internal static class SearchText
{
    /// <summary>A line break keeps a word from being found across two fields.</summary>
    public static string Of(IEnumerable<string> fields) => string.Join('\n', fields).ToLowerInvariant();

    public static IEnumerable<string> WordsOf(string? query) => SearchWords.Of(query).Select(word => word.ToLowerInvariant());
}
