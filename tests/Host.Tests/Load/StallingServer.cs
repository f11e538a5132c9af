using System.Net;
using System.Text;

namespace EventAgents.Host.Tests.Load;

/// <summary>A faulty host: its first LLM call stands still for a while, it lets personal data out, and its API is down.</summary>
internal sealed class StallingServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private TimeSpan _stall;

    public StallingServer(TimeSpan stall)
    {
        _stall = stall;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var body = await new StreamReader(context.Request.InputStream).ReadToEndAsync();
        var reply = "{}";
        if (path.StartsWith("/builtin", StringComparison.Ordinal))
        {
            await Task.Delay(_stall);
            _stall = TimeSpan.Zero;
            var said = System.Text.Json.JsonElement.Parse(body).GetProperty("messages")[0].GetProperty("content").GetString();
            reply = System.Text.Json.JsonSerializer.Serialize(new { content = $"You said: {said} What left this machine: {said}" });
        }
        else if (!path.EndsWith("/me", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 503;
            reply = """{"type":"https://eventagents.dev/problems/unavailable"}""";
        }
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(reply));
        context.Response.Close();
    }
}
