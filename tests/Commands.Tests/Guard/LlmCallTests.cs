using EventAgents.Commands.Guard;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Guard;

public class LlmCallTests
{
    private static readonly Guid Id = Guid.Parse("0198f000-0000-7000-8000-000000000061");

    private static readonly LlmCallGuarded Guarded = new(
        Id, "openai", "chat_completions", "gpt-4o", Agent: null, SessionId: null, JobId: null, GuardMode.Mask, PolicyVersion: 1,
        [new EntityCount("PERSON", GuardAction.Mask, 2)], RequestCommitment: "00", RequestBytes: 120, OverheadMs: 0.8);

    private static readonly LlmCallCompleted Completed = new(
        Id, LlmCallOutcome.Answered, UpstreamStatus: 200, new TokenUsage(10, 20, 0, null, null), CostUsd: 0.001m, ResponseCommitment: "00", Restored: 2,
        Unrestored: 0, DurationMs: 800, TimeToFirstByteMs: 200);

    private static readonly LlmCallBlocked Blocked = new(
        Id, "log-down", Status: 503, "openai", "chat_completions", Model: null, Agent: null, SessionId: null, JobId: null, PolicyVersion: 1);

    [Fact]
    public void A_call_is_recorded_once()
    {
        Given().When(new RecordLlmCall(Guarded)).Then(Guarded);
        Given(Guarded).When(new RecordLlmCall(Guarded)).ThenRefused("already-exists");
    }

    [Fact]
    public void A_recorded_call_ends_once()
    {
        Given(Guarded).When(new CompleteLlmCall(Completed)).Then(Completed);
        Given(Guarded, Completed).When(new CompleteLlmCall(Completed)).ThenRefused("call-ended");
        Given(Guarded, Completed).When(new BlockLlmCall(Blocked)).ThenRefused("call-ended");
    }

    [Fact]
    public void A_call_is_refused_before_or_after_it_was_recorded()
    {
        Given().When(new BlockLlmCall(Blocked)).Then(Blocked);
        Given(Guarded).When(new BlockLlmCall(Blocked)).Then(Blocked);
        Given(Blocked).When(new CompleteLlmCall(Completed)).ThenRefused("call-ended");
    }

    [Fact]
    public void An_open_call_is_given_up_once_and_its_end_may_still_come()
    {
        var lost = new LlmCallLost(Id);
        Given(Guarded).When(new LoseLlmCall(Id)).Then(lost);
        Given(Guarded, lost).When(new LoseLlmCall(Id)).Then();
        Given(Guarded, Completed).When(new LoseLlmCall(Id)).Then();
        Given().When(new LoseLlmCall(Id)).ThenRefused("not-found");
        Given(Guarded, lost).When(new CompleteLlmCall(Completed)).Then(Completed);
        Given(Guarded, lost, Completed).When(new CompleteLlmCall(Completed)).ThenRefused("call-ended");
    }

    [Fact] public void A_call_that_was_never_recorded_does_not_end() => Given().When(new CompleteLlmCall(Completed)).ThenRefused("not-found");

    private static Spec<LlmCall, LlmCallEvent> Given(params LlmCallEvent[] happened) => new(happened);
}
