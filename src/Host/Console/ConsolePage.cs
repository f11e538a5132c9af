namespace EventAgents.Host.WebConsole;

/// <summary>Marks the routes of the console: they answer people, so a refusal is a page, and who has not signed in is sent to where one does.</summary>
internal sealed record ConsolePage
{
    public const string SignInPath = "/sign-in";

    /// <summary>Whether this request is answered with a page: it is for the console, or for nothing at all and comes from a browser.</summary>
    public static bool IsWanted(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<ConsolePage>() is not null
        : !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where one signs in, and then comes back to what was asked for.</summary>
    public static string SignInFor(HttpRequest request)
    {
        var canComeBack = HttpMethods.IsGet(request.Method) && request.Path != "/";
        return canComeBack ? SignInPath + QueryString.Create("return", request.Path + request.QueryString) : SignInPath;
    }

    /// <summary>An address of this site, whatever was asked for: a link must not send those who sign in somewhere else.</summary>
    public static string LocalPath(string? wanted) =>
        wanted is ['/', ..] && wanted is not ['/', '/' or '\\', ..] && wanted.All(c => char.IsAscii(c) && !char.IsControl(c)) ? wanted : "/";
}
