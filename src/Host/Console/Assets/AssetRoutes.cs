using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventAgents.Host.WebConsole.Assets;

/// <summary>The style sheet, the script and the icon, compiled in. Their addresses change with their bytes, so browsers keep them for good.</summary>
internal static class AssetRoutes
{
    private static readonly Asset[] All =
    [
        Load("console.css", "text/css; charset=utf-8"), Load("console.js", "text/javascript; charset=utf-8"), Load("icon.svg", "image/svg+xml"),
    ];

    public static void MapAssets(this IEndpointRouteBuilder pages)
    {
        foreach (var asset in All) pages.MapGet(asset.Path, (HttpResponse response) => Send(asset, response)).AllowAnonymous();
    }

    /// <summary>The address of a file.</summary>
    public static string PathOf(string name) => All.Single(asset => asset.Name == name).Path;

    private static FileContentHttpResult Send(Asset asset, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(asset.Bytes, asset.ContentType);
    }

    private static Asset Load(string name, string contentType)
    {
        using var stream = typeof(AssetRoutes).Assembly.GetManifestResourceStream($"Console.{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Asset(name, $"/assets/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}/{name}", bytes, contentType);
    }

    private sealed record Asset(string Name, string Path, byte[] Bytes, string ContentType);
}
