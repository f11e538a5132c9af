using System.Net;
using System.Text.RegularExpressions;

namespace EventAgents.Host.Tests.WebConsole;

/// <summary>A browser without a script: keeps cookies, follows nothing by itself, and sends a page's form with the token of that page.</summary>
internal sealed partial class ConsoleClient : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly HttpClient _client;

    public ConsoleClient(Uri address, string? key = null)
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (key is not null) _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, Cancellation);

    /// <summary>The page of an answer that must have this status.</summary>
    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => await TextOfAsync(await GetAsync(path), status);

    /// <summary>Sends a form to a page, with the token that a page shown before had.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(_client.DefaultRequestHeaders.Authorization is null ? "/sign-in" : "/")).Groups[1].Value;
        return await SendWithoutTokenAsync(path, [.. fields, ("form-token", token)]);
    }

    public Task<HttpResponseMessage> SendWithoutTokenAsync(string path, params (string Name, string Value)[] fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Cancellation);

    public static async Task<string> TextOfAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == answer.StatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery}: {(int)answer.StatusCode}, not {(int)status}. {text}");
        return text;
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
