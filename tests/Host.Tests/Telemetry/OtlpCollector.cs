using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>A span as a collector receives it.</summary>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A collector on a socket of this machine: takes OTLP by gRPC or by HTTP, and keeps what came.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int GrpcHead = 5;  // bytes in front of a message: compressed or not, and its length
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The messages as they came, by the end of their path.</summary>
    public ConcurrentQueue<(string Signal, byte[] Message)> Received { get; } = [];

    public IEnumerable<Span> Spans =>
        from received in Received
        where received.Signal == "traces"
        from resource in Message.Of(received.Message).All(1)
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), Attributes(span, 9));

    /// <summary>The names of all metrics, with what is said of the process that sent them.</summary>
    public IEnumerable<(string Name, Dictionary<string, string> Resource)> Metrics =>
        from received in Received
        where received.Signal == "metrics"
        from resource in Message.Of(received.Message).All(1)
        from scope in resource.All(2)
        from metric in scope.All(2)
        select (metric.Text(1), Attributes(resource.All(1).Single(), 1));

    public static async Task<OtlpCollector> StartAsync(bool isGrpc, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var collector = new OtlpCollector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync(cancellation);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var path = context.Request.Path.Value!;
        if (path.EndsWith("Service/Export", StringComparison.Ordinal))
        {
            Received.Enqueue((path.Contains(".trace.", StringComparison.Ordinal) ? "traces" : "metrics", body.ToArray()[GrpcHead..]));
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[GrpcHead], context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
            return;
        }
        Received.Enqueue((path[(path.LastIndexOf('/') + 1)..], body.ToArray()));
    }

    private static Dictionary<string, string> Attributes(Message holder, int field) =>
        holder.All(field).ToDictionary(pair => pair.Text(1), pair => pair.All(2).Single() is var value && value.Has(1) ? value.Text(1) : "");

    /// <summary>A message of Protocol Buffers: fields by number; of numbers only that they are there.</summary>
    private sealed record Message(ILookup<int, byte[]> Fields)
    {
        public static Message Of(byte[] bytes)
        {
            var fields = new List<(int Number, byte[] Value)>();
            for (var at = 0; at < bytes.Length;)
            {
                var tag = Varint(bytes, ref at);
                var length = (tag & 7) switch { 0 => 0, 1 => 8, 2 => (int)Varint(bytes, ref at), 5 => 4, _ => throw new InvalidDataException("No such wire type.") };
                if ((tag & 7) == 0) Varint(bytes, ref at);
                fields.Add(((int)(tag >> 3), bytes[at..(at + length)]));
                at += length;
            }
            return new Message(fields.ToLookup(field => field.Number, field => field.Value));
        }

        public bool Has(int field) => Fields.Contains(field);

        public IEnumerable<Message> All(int field) => Fields[field].Select(Of);

        public string Text(int field) => Encoding.UTF8.GetString(Fields[field].SingleOrDefault() ?? []);

        public string Hex(int field) => Convert.ToHexStringLower(Fields[field].SingleOrDefault() ?? []);

        private static ulong Varint(byte[] bytes, ref int at)
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                value |= (ulong)(bytes[at] & 0x7f) << shift;
                if (bytes[at++] < 0x80) return value;
            }
        }
    }
}
