using System.Collections.Immutable;
using System.Globalization;
using EventAgents.Host.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace EventAgents.Host.WebConsole;

/// <summary>The fields of a form, as people fill them in. Binds itself; <see cref="FormMiddleware"/> has checked its token.</summary>
internal sealed class PostedForm
{
    public const string TokenField = "form-token";

    private readonly IFormCollection _fields;

    /// <summary>A page has no such button.</summary>
    public static ProblemException NoSuchButton => new(Problems.Invalid("do", "There is no such button."));

    private PostedForm(IFormCollection fields) => _fields = fields;

    /// <summary>Which of a page's buttons was pressed.</summary>
    public string Does => Text("do") ?? "";

    /// <summary>A field's text with the line ends of the log; null when it was left empty.</summary>
    public string? Text(string name) => _fields[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A field's text to the letter, for passwords.</summary>
    public string Verbatim(string name) => _fields[name].ToString();

    /// <summary>All values of a field: the boxes that were ticked.</summary>
    public IReadOnlyList<string> Many(string name) => [.. _fields[name].OfType<string>()];

    /// <summary>A choice; null when there was none.</summary>
    /// <exception cref="ProblemException">There is no such choice.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum => Filters.Parse<T>(name, Text(name));

    /// <summary>A choice that has to be made.</summary>
    /// <exception cref="ProblemException">There is none, or no such.</exception>
    public T Chosen<T>(string name)
        where T : struct, Enum => Choice<T>(name) ?? throw new ProblemException(Problems.Invalid(name, "Choose one."));

    /// <summary>A whole number; null when the field was left empty.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public long? Number(string name) => Text(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new ProblemException(Problems.Invalid(name, "This must be a whole number.")),
    };

    /// <summary>Fields whose names begin like this, by the rest of their names.</summary>
    public IEnumerable<(string Name, string Value)> StartingWith(string prefix) =>
        _fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(field => (field.Key[prefix.Length..], field.Value.ToString()));

    /// <summary>Reads the form of a request.</summary>
    /// <exception cref="ProblemException">A text cannot be stored.</exception>
    public static async ValueTask<PostedForm?> BindAsync(HttpContext context)
    {
        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        foreach (var (name, values) in fields)
        {
            var isUnreadable = values.Any(text => text?.Contains('\0', StringComparison.Ordinal) == true);
            if (isUnreadable) throw new ProblemException(Problems.Invalid(name, "The text holds characters that cannot be taken."));
        }
        return new PostedForm(fields);
    }

    /// <summary>Waits for an answer of the API's own route and goes on to a page; a refusal goes back to the form.</summary>
    /// <exception cref="ProblemException">The command was refused.</exception>
    public static async Task<IResult> ThenTo(string page, Task<IResult> running)
    {
        ThrowIfRefused(await running);
        return new SeeOther(page);
    }

    /// <exception cref="ProblemException">The answer is a refusal.</exception>
    public static IResult ThrowIfRefused(IResult answer) => answer is ProblemHttpResult refused ? throw new ProblemException(Problems.Of(refused)) : answer;
}

/// <summary>A form that was refused: its page is shown again, with what was typed and why it was not taken.</summary>
public sealed class Submission
{
    private Dictionary<string, StringValues> _fields = [];

    /// <summary>Why it was not taken; null when no form was sent.</summary>
    public Microsoft.AspNetCore.Mvc.ProblemDetails? Refusal { get; private set; }

    /// <summary>What was wrong, by the field's name; empty for what is about none.</summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Errors => (Refusal?.Extensions.TryGetValue("errors", out var errors) == true ? errors : null) switch
    {
        IReadOnlyDictionary<string, string[]> byName => byName.ToDictionary(error => NameOf(error.Key), error => error.Value.AsEnumerable()),
        IReadOnlyDictionary<string, ImmutableArray<string>> byName => byName.ToDictionary(error => NameOf(error.Key), error => error.Value.AsEnumerable()),
        _ => new Dictionary<string, IEnumerable<string>>(),
    };

    /// <summary>What was typed, or what stands in the field otherwise.</summary>
    public string? Typed(string name, string? otherwise = null) =>
        Refusal is not null && _fields.TryGetValue(name, out var typed) ? typed.ToString() : otherwise;

    /// <summary>Whether a choice was made, or is made otherwise.</summary>
    public bool Chose(string name, string value, bool otherwise) =>
        Refusal is null ? otherwise : _fields.TryGetValue(name, out var typed) && typed.Contains(value);

    private static string NameOf(string pointer) => pointer.TrimStart('/');

    internal void Refuse(Problem problem, IFormCollection? fields)
    {
        Refusal = problem.ToResult().ProblemDetails;
        if (fields is not null) _fields = fields.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
    }
}

/// <summary>Sends the browser on with a GET, so that a reload sends nothing twice.</summary>
internal sealed record SeeOther(string Page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Page;
        return Task.CompletedTask;
    }
}
