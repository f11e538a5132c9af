using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>A provider on a bare socket: keeps every byte that it receives, and replies by a script.</summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _bytes;

    public ScriptedUpstream()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What is done with a request. Default: an empty JSON object.</summary>
    public Func<UpstreamRequest, UpstreamReply, Task> Script { get; set; } = (_, reply) => reply.JsonAsync("{}");

    public ConcurrentQueue<UpstreamRequest> Requests { get; } = [];

    /// <summary>All that ever came, whole requests or not.</summary>
    public int BytesReceived => Volatile.Read(ref _bytes);

    public UpstreamRequest Last => Requests.Last();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var own = socket;
        try
        {
            await using var stream = new NetworkStream(socket);
            while (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                var reply = new UpstreamReply(socket, stream, _stop.Token);
                await Script(request, reply);
                if (reply.IsClosed) return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The guard has closed the connection, or the test is over.
        }
    }

    private async Task<UpstreamRequest?> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[16_384];
        while (true)
        {
            var end = SpanOf(received).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.Latin1.GetString(SpanOf(received)[..end]);
                var length = int.Parse(new UpstreamRequest(head + "\r\n", []).Header("content-length") ?? "0", CultureInfo.InvariantCulture);
                if (received.Count >= end + 4 + length) return new UpstreamRequest(head + "\r\n", [.. received.Skip(end + 4).Take(length)]);
            }
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return null;
            Interlocked.Add(ref _bytes, read);
            received.AddRange(buffer.AsSpan(0, read));
        }
    }

    private static Span<byte> SpanOf(List<byte> bytes) => CollectionsMarshal.AsSpan(bytes);
}
