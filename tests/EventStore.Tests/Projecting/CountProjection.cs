namespace EventAgents.EventStore.Tests.Projecting;

/// <summary>One row per stream: how many events, their sum, the last name.</summary>
public sealed class CountProjection(string name = "counts", int version = 1, int step = 1) : IProjection
{
    /// <summary>A value that no row takes.</summary>
    public const int Poison = -1;

    public string Name => name;

    public int Version => version;

    public IReadOnlyList<string> Tables => [name];

    public string Schema => $"""
        create table {name} (tenant_id text, stream_id uuid, events bigint not null, total bigint not null check (total >= 0), name text, constraint {name}_pkey primary key (tenant_id, stream_id))
        """;

    public void Project(StoredEvent stored, SqlBatch sql)
    {
        switch (stored.Data)
        {
            case Counted { Value: Poison }:
                throw new InvalidOperationException("No count is negative.");
            case Counted counted:
                sql.Add($"""
                    insert into {name} (tenant_id, stream_id, events, total) values ($1, $2, $3, $4)
                    on conflict (tenant_id, stream_id) do update set events = {name}.events + excluded.events, total = {name}.total + excluded.total
                    """, stored.Stream.TenantId, stored.Stream.Id, step, counted.Value);
                break;
            case Named named:
                sql.Add($"update {name} set name = $3 where tenant_id = $1 and stream_id = $2", stored.Stream.TenantId, stored.Stream.Id, named.Name);
                break;
        }
    }
}
