using System.Text.Json;
using EventAgents.Commands;
using EventAgents.EventStore;
using EventAgents.Host.Auth;

namespace EventAgents.Host.Api;

/// <summary>What a command is answered with when it was accepted.</summary>
/// <param name="Status">200, 201 …</param>
/// <param name="Body">Written as JSON.</param>
/// <param name="Version">The resource's version, for the ETag; null for none.</param>
/// <param name="Location">Where a new resource is.</param>
internal sealed record Answer(int Status, object Body, long? Version = null, string? Location = null)
{
    /// <summary>What a replay says instead, where the first answer told a secret.</summary>
    public object? BodyWhenReplayed { get; init; }

    public static Answer Created(string location, object body, long version) => new(StatusCodes.Status201Created, body, version, location);

    public static Answer Ok(object body, long version) => new(StatusCodes.Status200OK, body, version);
}

/// <summary>Runs the command of a request: Idempotency-Key and If-Match before, problem or answer after.</summary>
internal sealed class CommandRunner(IHttpContextAccessor accessor, Caller caller, CommandHandler handler, IdempotencyKeys keys, TimeProvider clock, RefusalLog refusals)
{
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Handles a command and answers it. With a key that was used before, nothing happens and the first answer is given again.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="answer">Makes the answer of an accepted command; asked before the events are stored, since the answer is stored with them.</param>
    /// <param name="also">Further rows of the same transaction.</param>
    public async Task<IResult> RunAsync<TCommand, TAggregate, TEvent>(
        ICommand<TCommand, TAggregate, TEvent> command, Func<Outcome<TAggregate>, Answer> answer, Action<Outcome<TAggregate>, SqlBatch>? also = null)
        where TCommand : ICommand<TCommand, TAggregate, TEvent>
        where TAggregate : class, IAggregate<TAggregate, TEvent>
        where TEvent : class
    {
        var context = accessor.HttpContext!;
        var cancellation = context.RequestAborted;
        var request = await IdempotentRequest.OfAsync(context, caller.TenantId);
        if (request is not null && await keys.FindAsync(request, cancellation) is { } before) return new AnswerResult(before, IsReplay: true);

        var options = new CommandOptions<TAggregate>(ETags.IfMatch(context.Request), outcome => sql =>
        {
            also?.Invoke(outcome, sql);
            if (request is not null) IdempotencyKeys.Add(sql, request, Stored(answer(outcome), isReplay: true), clock.GetUtcNow());
        });
        if (also is null && request is null) options = options with { Also = null };
        try
        {
            var outcome = await handler.HandleAsync(command, caller, options, cancellation);
            if (outcome.Refusal is not { } refusal) return new AnswerResult(Stored(answer(outcome), isReplay: false), IsReplay: false);
            await refusals.RejectedAsync(command, caller, refusal);
            return Problems.Of(refusal).ToResult();
        }
        catch (ConstraintViolatedException e) when (e.Constraint == IdempotencyKeys.Constraint && request is not null)
        {
            // An equal request was faster; what it was answered is the answer.
            return new AnswerResult((await keys.FindAsync(request, cancellation))!, IsReplay: true);
        }
    }

    private static StoredAnswer Stored(Answer answer, bool isReplay) => new(
        answer.Status, answer.Location, answer.Version is { } version ? ETags.Of(version) : null,
        JsonSerializer.SerializeToUtf8Bytes(isReplay ? answer.BodyWhenReplayed ?? answer.Body : answer.Body, ApiJson.Options));
}

/// <summary>Writes an answer byte for byte.</summary>
internal sealed record AnswerResult(StoredAnswer Answer, bool IsReplay) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Answer.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Answer.Body.Length;
        if (Answer.ETag is { } tag) response.Headers.ETag = tag;
        if (Answer.Location is { } location) response.Headers.Location = location;
        if (IsReplay) response.Headers[CommandRunner.ReplayedHeader] = "true";
        await response.Body.WriteAsync(Answer.Body, httpContext.RequestAborted);
    }
}
