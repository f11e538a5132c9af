using Microsoft.Net.Http.Headers;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace EventAgents.Host.Telemetry;

/// <summary>What <c>/metrics</c> shows: the SDK's metrics, collected for each scrape.</summary>
internal sealed class MetricsPage : IDisposable
{
    public const string Path = "/metrics";

    private const string OpenMetricsType = "application/openmetrics-text";
    private const string OpenMetrics = $"{OpenMetricsType}; version=1.0.0; charset=utf-8";
    private const string PlainText = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Exporter _exporter;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public MetricsPage(string environment)
    {
        _exporter = new Exporter(environment);
        Reader = new BaseExportingMetricReader(_exporter);
    }

    /// <summary>To be added to the provider of metrics, which owns it from then on.</summary>
    public MetricReader Reader { get; }

    /// <summary>Answers one scrape in the form that it asks for.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var isOpenMetrics = AsksForOpenMetrics(context.Request);
        var page = await CollectAsync(isOpenMetrics, context.RequestAborted);
        context.Response.ContentType = isOpenMetrics ? OpenMetrics : PlainText;
        await context.Response.WriteAsync(page, context.RequestAborted);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string> CollectAsync(bool isOpenMetrics, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            _exporter.IsOpenMetrics = isOpenMetrics;
            return _exporter.Collect!(Timeout.Infinite) ? _exporter.Page : throw new InvalidOperationException("The metrics could not be collected.");
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static bool AsksForOpenMetrics(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault() is { MediaType.Value: OpenMetricsType };

    [ExportModes(ExportModes.Pull)]
    private sealed class Exporter(string environment) : BaseExporter<Metric>, IPullMetricExporter
    {
        public bool IsOpenMetrics { get; set; }

        public string Page { get; private set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>();
            foreach (var metric in batch) metrics.Add(metric);
            Page = new PrometheusText(IsOpenMetrics, environment).Write(metrics);
            return ExportResult.Success;
        }
    }
}
