using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EventAgents.Host.Tests.Cli;

/// <summary>Passes bytes on between a caller and the host, and can cut every connection at once, as a network would.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly Func<Uri> _host;

    public Relay(Func<Uri> host)
    {
        _host = host;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Resets every connection; new ones are taken.</summary>
    public void Cut()
    {
        while (_open.TryTake(out var socket))
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var caller = await _listener.AcceptSocketAsync();
                var host = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await host.ConnectAsync(IPAddress.Loopback, _host().Port);
                _open.Add(caller);
                _open.Add(host);
                _ = CopyAsync(caller, host);
                _ = CopyAsync(host, caller);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException)
        {
            // Both sides see it themselves.
        }
    }
}
