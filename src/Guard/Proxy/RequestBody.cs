using System.IO.Compression;
using EventAgents.Guard.Protocols;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EventAgents.Guard.Proxy;

/// <summary>Reads a request's body whole: JSON in UTF-8, perhaps compressed, within a limit.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 16 * 1_024;

    /// <summary>Reads and decompresses the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">Limit of what is sent and of what it decompresses to.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The body, or why it is not read.</returns>
    /// <exception cref="IOException">The caller broke off.</exception>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, Refusal? Refusal)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (!IsJson(request.ContentType)) return (default, new Refusal(RefusalReason.UnsupportedMedia, "content-type"));
        if (!TryGetEncoding(request.Headers, out var encoding)) return (default, new Refusal(RefusalReason.UnsupportedMedia, "content-encoding"));
        if (request.ContentLength > maxBytes) return (default, new Refusal(RefusalReason.TooLarge));

        var sent = await ReadAsync(request.Body, (int?)request.ContentLength ?? FirstBytes, maxBytes, cancellation);
        if (sent is not { } body) return (default, new Refusal(RefusalReason.TooLarge));
        if (encoding is null) return (body, null);
        try
        {
            using var source = Decompressor(encoding, new MemoryStream(body.ToArray()));
            var plain = await ReadAsync(source, FirstBytes, maxBytes, cancellation);
            return plain is { } text ? (text, null) : (default, new Refusal(RefusalReason.TooLarge));
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or InvalidOperationException)
        {
            return (default, new Refusal(RefusalReason.UnsupportedMedia, "content-encoding"));
        }
    }

    /// <summary>A stream's bytes, or null when there are more than the limit.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(Stream source, int expectedBytes, int maxBytes, CancellationToken cancellation)
    {
        // One byte more than is expected, so that the end is seen without growing.
        var buffer = new byte[Math.Min(expectedBytes, maxBytes) + 1];
        var length = 0;
        while (true)
        {
            var read = await source.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > maxBytes) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * length, maxBytes + 1L));
        }
    }

    /// <summary>The stream that undoes an encoding.</summary>
    /// <param name="encoding">gzip, br or deflate (which is zlib's format, RFC 9110 8.4.1.2).</param>
    /// <param name="source">The compressed bytes; disposed along.</param>
    public static Stream Decompressor(string encoding, Stream source) => encoding switch
    {
        "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
        "br" => new BrotliStream(source, CompressionMode.Decompress),
        "deflate" => new ZLibStream(source, CompressionMode.Decompress),
        _ => throw new InvalidDataException("The encoding is not read."),
    };

    private static bool IsJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        return !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryGetEncoding(IHeaderDictionary headers, out string? encoding)
    {
        encoding = null;
        if (!headers.TryGetValue(HeaderNames.ContentEncoding, out var values)) return true;
        if (values.Count != 1) return false;
#pragma warning disable CA1308 // Names of encodings are written in lower case.
        encoding = values[0]!.Trim().ToLowerInvariant();
#pragma warning restore CA1308
        if (encoding == "identity") encoding = null;
        return encoding is null or "gzip" or "x-gzip" or "br" or "deflate";
    }
}
