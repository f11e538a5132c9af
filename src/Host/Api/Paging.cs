using System.Globalization;
using System.Reflection;
using EventAgents.Projections;

namespace EventAgents.Host.Api;

/// <summary><c>?limit=&amp;cursor=</c> of a list; binds itself.</summary>
internal sealed record Paging(PageRequest Request)
{
    private const int DefaultLimit = 20;

    /// <exception cref="ProblemException">The limit is out of range.</exception>
    public static ValueTask<Paging?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var text = context.Request.Query["limit"].ToString();
        var limit = DefaultLimit;
        if (text.Length > 0 && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > PageRequest.MaxLimit))
        {
            throw new ProblemException(Problems.Invalid("limit", $"This must be from 1 to {PageRequest.MaxLimit}."));
        }
        return ValueTask.FromResult<Paging?>(new Paging(new PageRequest(limit, context.Request.Query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null)));
    }
}
