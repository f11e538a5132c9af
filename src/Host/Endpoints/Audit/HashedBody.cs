using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace EventAgents.Host.Endpoints.Audit;

/// <summary>A response body whose bytes are hashed on the way out.</summary>
internal sealed class HashedBody(PipeWriter body) : IDisposable
{
    private const int FlushEvery = 64 * 1_024;  // bytes
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _pending;

    /// <summary>SHA-256 of what was written so far, in hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public async ValueTask WriteAsync(byte[] bytes, CancellationToken cancellation)
    {
        _hash.AppendData(bytes);
        body.Write(bytes);
        if ((_pending += bytes.Length) > FlushEvery) await FlushAsync(cancellation);
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await body.FlushAsync(cancellation);
        _pending = 0;
    }

    public void Dispose() => _hash.Dispose();
}
