namespace EventAgents.Host.WebConsole.Shared;

/// <summary>Things that have a page of their own, found by a stream's type or by the name of one of its events, which begins with it.</summary>
internal static class Things
{
    private static readonly (string Type, string Path)[] Pages =
        [("issue", "/issues"), ("job", "/jobs"), ("session", "/sessions"), ("llm_call", "/llm-calls"), ("improvement", "/improvements"), ("read_model", "/replays")];

    /// <summary>What the thing is called and where its page is; null when it has none.</summary>
    public static (string Name, string Path)? PageOf(string type, Guid id)
    {
        foreach (var page in Pages)
        {
            if (type == page.Type || type.StartsWith($"{page.Type}_", StringComparison.Ordinal)) return (Words.Of(page.Type), $"{page.Path}/{id}");
        }
        return null;
    }
}
