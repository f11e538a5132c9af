using System.Text.Json;
using EventAgents.Commands;
using EventAgents.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Npgsql;

namespace EventAgents.Host.Auth;

/// <summary>
/// Records what was refused, in the caller's own access stream. Of one actor only so many facts a minute are kept, so that nobody can fill the
/// log with refusals; the refusal itself does not wait for a log that is down.
/// </summary>
internal sealed partial class RefusalLog(AccessLog access, TimeProvider clock, ILogger<RefusalLog> logger)
{
    /// <summary>Facts of one actor and minute that are recorded.</summary>
    public const int MaxFactsPerMinute = 60;

    private readonly MinuteWindows _facts = new(clock);

    /// <summary>Records a command that the state of things did not allow.</summary>
    public Task RejectedAsync<TCommand, TAggregate, TEvent>(ICommand<TCommand, TAggregate, TEvent> command, Caller caller, Refusal refusal)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class => refusal.Kind is RefusalKind.Conflict or RefusalKind.Precondition or RefusalKind.Forbidden
            ? RecordAsync(caller, new CommandRejected(JsonNamingPolicy.SnakeCaseLower.ConvertName(typeof(TCommand).Name), refusal.Slug, TAggregate.StreamType, command.StreamId))
            : Task.CompletedTask;

    /// <summary>Records a fact, unless the actor has had its share.</summary>
    public async Task RecordAsync(Caller caller, AccessEvent fact)
    {
        if (_facts.Count($"{caller.TenantId}\n{caller.Actor}").Count > MaxFactsPerMinute) return;
        try
        {
            await access.AppendAsync(caller, fact, CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            NotRecorded(logger, failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A refusal could not be recorded: {Reason}.")]
    private static partial void NotRecorded(ILogger logger, string reason);
}

/// <summary>Records who asked for what its roles do not allow, and then says so as ever.</summary>
internal sealed class RecordedAuthorization(RefusalLog refusals) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.GetEndpoint() is RouteEndpoint route)
        {
            await refusals.RecordAsync(CallerClaims.CallerOf(context), new AccessDenied(context.Request.Method, route.RoutePattern.RawText ?? "", "role"));
        }

        await _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
