using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace EventAgents.Host.Tests.Telemetry;

/// <summary>A real Prometheus with the product's rules, which scrapes one host every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventagents-prometheus-");
    private readonly Process _process;
    private readonly HttpClient _client;

    private PrometheusServer(Uri target)
    {
        var port = FreePort();
        File.WriteAllText(Path.Combine(_folder.FullName, "prometheus.yml"), $"""
            global: {"{ scrape_interval: 1s, evaluation_interval: 1s }"}
            rule_files: [{string.Join(", ", Rules.Files.Select(file => $"'{file}'"))}]
            scrape_configs: [{"{"} job_name: eventagents, static_configs: [{"{"} targets: ['{target.Authority}'] {"}"}] {"}"}]
            """);
        _process = Process.Start(new ProcessStartInfo(Promtool.Find("prometheus")!,
        [
            $"--config.file={_folder.FullName}/prometheus.yml", $"--storage.tsdb.path={_folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ]))!;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
    }

    public static async Task<PrometheusServer> StartAsync(Uri target, CancellationToken cancellation)
    {
        var server = new PrometheusServer(target);
        try
        {
            await server.WaitUntilScrapingAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Evaluates a query at every second of a span.</summary>
    /// <returns>The values of each series.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<double>>> QueryAsync(string query, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["query"] = query,
            ["start"] = from.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["end"] = to.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["step"] = "1",
        });
        var response = await _client.PostAsync("/api/v1/query_range", form, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{query}: {answer}");
        return
        [
            .. from series in answer.GetProperty("data").GetProperty("result").EnumerateArray()
               select series.GetProperty("values").EnumerateArray().Select(value => double.Parse(value[1].GetString()!, CultureInfo.InvariantCulture)).ToList(),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task WaitUntilScrapingAsync(CancellationToken cancellation)
    {
        var giveUp = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await IsReadyAsync(cancellation) || !await IsScrapingAsync(cancellation))
        {
            Assert.True(Environment.TickCount64 < giveUp, "Prometheus has not begun to scrape.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>It listens before it can answer queries, and then answers 503 in plain text.</summary>
    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await _client.GetAsync("/-/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }

    private async Task<bool> IsScrapingAsync(CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        return (await QueryAsync("up == 1", now.AddSeconds(-1), now, cancellation)).Count > 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
