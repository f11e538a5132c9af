using System.Net.Sockets;
using System.Text;

namespace EventAgents.Guard.Tests.Proxy;

/// <summary>Writes one reply of the scripted upstream.</summary>
internal sealed class UpstreamReply(Socket socket, NetworkStream stream, CancellationToken stop)
{
    /// <summary>The connection takes no further request.</summary>
    public bool IsClosed { get; private set; }

    public CancellationToken Stop => stop;

    /// <summary>A whole JSON reply.</summary>
    public Task JsonAsync(string body, int status = 200, params string[] headers) =>
        WholeAsync(Encoding.UTF8.GetBytes(body), "application/json", status, headers);

    /// <summary>A whole reply with its length.</summary>
    public async Task WholeAsync(byte[] body, string type, int status = 200, params string[] headers)
    {
        await RawAsync(Head(status, [$"content-type: {type}", $"content-length: {body.Length}", .. headers]));
        await stream.WriteAsync(body, stop);
    }

    /// <summary>The head of a chunked stream of events; pieces follow.</summary>
    public Task BeginStreamAsync(params string[] headers) =>
        RawAsync(Head(200, ["content-type: text/event-stream; charset=utf-8", "transfer-encoding: chunked", .. headers]));

    /// <summary>One chunk, flushed.</summary>
    public async Task PieceAsync(byte[] piece)
    {
        await RawAsync($"{piece.Length:x}\r\n");
        await stream.WriteAsync(piece, stop);
        await RawAsync("\r\n");
    }

    public Task PieceAsync(string piece) => PieceAsync(Encoding.UTF8.GetBytes(piece));

    public Task EndStreamAsync() => RawAsync("0\r\n\r\n");

    /// <summary>A whole stream in pieces of so many bytes.</summary>
    public async Task StreamAsync(string events, int pieceBytes = 100, params string[] headers)
    {
        await BeginStreamAsync(headers);
        foreach (var piece in Encoding.UTF8.GetBytes(events).Chunk(pieceBytes)) await PieceAsync(piece);
        await EndStreamAsync();
    }

    /// <summary>Resets the connection (RST), as a crashed provider does.</summary>
    public void Reset()
    {
        IsClosed = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Waits until the guard has closed the connection.</summary>
    public async Task ClosedByGuardAsync()
    {
        IsClosed = true;
        while (await stream.ReadAsync(new byte[1], stop) > 0)
        {
        }
    }

    public Task RawAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

    private static string Head(int status, IEnumerable<string> headers) => $"HTTP/1.1 {status} Scripted\r\n{string.Join("\r\n", headers)}\r\n\r\n";
}
