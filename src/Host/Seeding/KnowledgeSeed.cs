using EventAgents.Commands;
using EventAgents.Events;

namespace EventAgents.Host.Seeding;

/// <summary>Knowledge artifacts for test data: every subject of a domain with every kind of document. The same number is always the same artifact.</summary>
internal static class KnowledgeSeed
{
    private static readonly (string Domain, string[] Subjects, string[] Tools)[] Domains =
    [
        ("reliability", ["retries", "time limits", "back-pressure", "failover", "graceful shutdown", "capacity", "overload", "lost leases", "clock skew", "disaster drills"], ["load", "tracing", "chaos"]),
        ("databases", ["migrations", "indexes", "locks", "replication", "backups", "query plans", "partitions", "vacuum", "connection pools", "isolation levels"], ["psql", "explain", "pgbench"]),
        ("security", ["secrets", "sessions", "tokens", "threat models", "least privilege", "input checks", "supply chain", "key rotation", "incident response", "access reviews"], ["scanner", "vault", "sbom"]),
        ("privacy", ["masking", "retention", "consent", "access requests", "deletion", "data maps", "pseudonyms", "test data", "transfers", "purpose limits"], ["guard", "detector"]),
        ("frontend", ["forms", "tables", "keyboard use", "contrast", "loading states", "error messages", "dark mode", "charts", "navigation", "translations"], ["browser", "axe", "storybook"]),
        ("testing", ["fixtures", "property tests", "flaky tests", "snapshots", "test doubles", "coverage", "mutation tests", "end-to-end runs", "test names", "regressions"], ["runner", "shrinker"]),
        ("delivery", ["releases", "rollbacks", "feature flags", "canaries", "changelogs", "build caches", "versioning", "artifact signing", "environments", "hotfixes"], ["ci", "registry", "just"]),
        ("observability", ["metrics", "dashboards", "alerts", "traces", "structured logs", "service levels", "error budgets", "runbooks", "sampling", "cardinality"], ["prometheus", "grafana", "otel"]),
        ("agents", ["prompts", "tool calls", "hand-overs", "memory", "evaluation", "guardrails", "cost limits", "planning", "self-review", "escalation"], ["search", "sandbox", "mcp"]),
        ("event sourcing", ["streams", "projections", "snapshots of state", "upcasters", "sagas", "idempotency", "replays", "archives", "causation", "conflicts"], ["replay", "diff"]),
        ("architecture", ["boundaries", "decision records", "coupling", "contracts", "dependencies", "modules", "queues", "caching", "multi-tenancy", "evolution"], ["diagram", "linter"]),
        ("support", ["triage", "hand-over notes", "customer updates", "root causes", "known errors", "escalation paths", "status pages", "reproduction", "severity", "follow-ups"], ["ticket", "chat"]),
        ("finance", ["budgets", "invoices", "token costs", "forecasts", "cost centres", "reserved capacity", "anomalies", "quotas", "chargeback", "price changes"], ["ledger", "sheet"]),
        ("onboarding", ["first day", "local setup", "code tours", "pairing", "glossaries", "review habits", "working agreements", "access", "buddy system", "first change"], ["wiki", "editor"]),
        ("compliance", ["audit trails", "evidence", "controls", "policies", "exceptions", "vendor reviews", "risk registers", "segregation of duties", "legal holds", "certificates"], ["export", "seal"]),
    ];

    private static readonly (string Kind, string Says, string[] UseCases, KnowledgeComplexity Complexity)[] Kinds =
    [
        ("guide", "explains {0} from the beginning, with an example that runs", ["learning", "design"], KnowledgeComplexity.Medium),
        ("checklist", "lists what to ask about {0} before a change is merged", ["code review", "release"], KnowledgeComplexity.Low),
        ("template", "is a starting point for documents about {0}", ["writing", "planning"], KnowledgeComplexity.Low),
        ("runbook", "says step by step what to do when {0} go wrong", ["on-call", "incident"], KnowledgeComplexity.Medium),
        ("decision", "records how we handle {0}, and what was weighed against it", ["design", "onboarding"], KnowledgeComplexity.High),
        ("pattern", "shows a form that has worked for {0}, and where it does not", ["design", "refactoring"], KnowledgeComplexity.High),
        ("glossary", "defines the words that people use around {0}", ["learning", "onboarding"], KnowledgeComplexity.Low),
        ("post-mortem", "tells of a day on which {0} surprised us, and what was changed", ["incident", "learning"], KnowledgeComplexity.Medium),
    ];

    /// <summary>The first so many artifacts of an organisation.</summary>
    public static IEnumerable<KnowledgeArtifactIndexed> Artifacts(string tenantId, int count)
    {
        var all = from kind in Kinds
                  from subject in Enumerable.Range(0, 10)
                  from domain in Domains
                  select (domain, Subject: domain.Subjects[subject], kind);
        return all.Take(count).Select((one, number) => ArtifactOf(tenantId, number, one.domain.Domain, one.Subject, one.domain.Tools, one.kind));
    }

    private static KnowledgeArtifactIndexed ArtifactOf(
        string tenantId, int number, string domain, string subject, string[] tools, (string Kind, string Says, string[] UseCases, KnowledgeComplexity Complexity) kind)
    {
        var path = $"knowledge/{Slug(domain)}/{Slug(subject)}-{kind.Kind}.md";
        var description = $"This {kind.Kind} {string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.Says, subject)}. It belongs to {domain}.";
        return new KnowledgeArtifactIndexed(
            StreamIds.OfKnowledge(tenantId, path), $"{char.ToUpperInvariant(subject[0])}{subject[1..]}: {kind.Kind}", path, description, domain, kind.Complexity, kind.UseCases,
            [.. tools.Take(1 + number % tools.Length)], Alias: number % 5 == 0 ? $"{Slug(subject)}-{kind.Kind[0]}{number}" : null);
    }

    private static string Slug(string text) => text.Replace(' ', '-').ToLowerInvariant();
}
