using EventAgents.Commands.Improvements;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Improvements;

public class ImprovementTests
{
    private static readonly Guid FeedbackId = Guid.Parse("0198f000-0000-7000-8000-000000000041");
    private static readonly Guid Id = StreamIds.OfImprovement(FeedbackId);
    private static readonly ImprovementEvidence Proof = new(LaterRatings: 3, LaterAverage: 4.0m, AverageBefore: 2.5m);
    private static readonly BoardColumn[] Path = [BoardColumn.Incoming, BoardColumn.Analysis, BoardColumn.Backlog, BoardColumn.InProgress, BoardColumn.Testing, BoardColumn.Done];

    private static readonly ImprovementOpened Opened = new(Id, FeedbackId, JobId: Guid.Empty, IssueId: Guid.Empty, "coder", ImprovementPriority.High);

    [Theory]
    [InlineData(1, FeedbackOutcome.MadeWorse, ImprovementPriority.Critical)]
    [InlineData(2, FeedbackOutcome.MadeWorse, ImprovementPriority.Critical)]
    [InlineData(1, FeedbackOutcome.Solved, ImprovementPriority.High)]
    [InlineData(2, FeedbackOutcome.NotSolved, ImprovementPriority.High)]
    [InlineData(3, FeedbackOutcome.MadeWorse, ImprovementPriority.Medium)]
    [InlineData(3, FeedbackOutcome.Partial, ImprovementPriority.Medium)]
    [InlineData(4, FeedbackOutcome.MadeWorse, null)]
    [InlineData(5, FeedbackOutcome.Solved, null)]
    public void A_rating_asks_for_a_card(int rating, FeedbackOutcome outcome, ImprovementPriority? priority) =>
        Assert.Equal(priority, OpenImprovement.PriorityOf(rating, outcome));

    [Fact]
    public void A_card_is_opened_once()
    {
        var open = new OpenImprovement(Id, FeedbackId, JobId: Guid.Empty, IssueId: Guid.Empty, "coder", ImprovementPriority.High);
        Given().When(open).Then(Opened);
        Given(Opened).When(open with { Priority = ImprovementPriority.Critical }).Then();
    }

    [Fact]
    public void Every_move_from_every_column_does_what_the_table_says()
    {
        var columns = Enum.GetValues<BoardColumn>();
        string[] legal =
        [
            "Incoming→Analysis", "Analysis→Backlog", "Backlog→InProgress", "InProgress→Testing", "Testing→Done", "Testing→InProgress",
            "Incoming→Dismissed", "Analysis→Dismissed", "Backlog→Dismissed", "InProgress→Dismissed", "Testing→Dismissed",
        ];
        var accepted =
            from column in columns
            from to in columns
            let state = At(column).Aggregate((Improvement?)null, Improvement.Evolve)
            let decision = new MoveImprovement(Id, to, "because", Proof).Decide(state, Times.Noon)
            where decision.Refusal is null && decision.Events.Aggregate((Improvement?)state, Improvement.Evolve)!.Column == to
            select $"{column}→{to}";
        Assert.Equal(legal.Order(), accepted.Order());
    }

    [Fact]
    public void A_refused_move_names_the_columns_that_are_open()
    {
        var refusal = Given(Opened).When(Move(BoardColumn.Done)).ThenRefused("invalid-transition");
        Assert.Equal("incoming", refusal.Extra["from"]);
        Assert.Equal("done", refusal.Extra["event"]);
        Assert.Equal(["analysis", "dismissed"], (IEnumerable<string>)refusal.Extra["allowed"]);
    }

    [Fact]
    public void Into_testing_means_implemented() =>
        new Spec<Improvement, ImprovementEvent>(At(BoardColumn.InProgress)).When(Move(BoardColumn.Testing))
            .Then(new ImprovementMoved(Id, BoardColumn.InProgress, BoardColumn.Testing, "because"), new ImprovementImplemented(Id));

    [Fact]
    public void Done_needs_a_proof_and_states_it() =>
        new Spec<Improvement, ImprovementEvent>(At(BoardColumn.Testing)).When(Move(BoardColumn.Done) with { Evidence = Proof })
            .Then(new ImprovementMoved(Id, BoardColumn.Testing, BoardColumn.Done, "because"), new ImprovementVerified(Id, 3, 4.0m, 2.5m));

    [Theory]
    [InlineData(2, 5.0, 2.5)]
    [InlineData(3, 2.5, 2.5)]
    [InlineData(3, 2.0, 2.5)]
    [InlineData(0, null, 2.5)]
    [InlineData(3, 4.0, null)]
    public void Too_few_or_no_better_ratings_prove_nothing(int later, double? laterAverage, double? before)
    {
        var evidence = new ImprovementEvidence(later, (decimal?)laterAverage, (decimal?)before);
        var refusal = new Spec<Improvement, ImprovementEvent>(At(BoardColumn.Testing)).When(Move(BoardColumn.Done) with { Evidence = evidence }).ThenRefused("not-proven");
        Assert.Equal(later, refusal.Extra["laterRatings"]);
    }

    [Fact]
    public void A_dismissed_card_says_why() =>
        Given(Opened).When(new DismissImprovement(Id, "by design"))
            .Then(new ImprovementMoved(Id, BoardColumn.Incoming, BoardColumn.Dismissed, "by design"), new ImprovementDismissed(Id, "by design"));

    [Fact]
    public void Moving_to_dismissed_is_dismissing() =>
        Given(Opened).When(Move(BoardColumn.Dismissed))
            .Then(new ImprovementMoved(Id, BoardColumn.Incoming, BoardColumn.Dismissed, "because"), new ImprovementDismissed(Id, "because"));

    [Theory]
    [InlineData(BoardColumn.Done)]
    [InlineData(BoardColumn.Dismissed)]
    public void A_final_card_is_not_dismissed(BoardColumn column) =>
        new Spec<Improvement, ImprovementEvent>(At(column)).When(new DismissImprovement(Id, "late")).ThenRefused("invalid-transition");

    [Fact]
    public void Analysing_takes_an_incoming_card_along()
    {
        var moved = new ImprovementMoved(Id, BoardColumn.Incoming, BoardColumn.Analysis, Reason: null);
        Given(Opened).When(new AnalyzeImprovement(Id, "prompt too long")).Then(moved, new ImprovementAnalyzed(Id, "prompt too long"));
        Given(Opened, moved).When(new AnalyzeImprovement(Id, "prompt too long")).Then(new ImprovementAnalyzed(Id, "prompt too long"));
        new Spec<Improvement, ImprovementEvent>(At(BoardColumn.Backlog)).When(new AnalyzeImprovement(Id, "late")).ThenRefused("invalid-transition");
    }

    [Fact]
    public void What_does_not_exist_is_not_found()
    {
        Given().When(Move(BoardColumn.Analysis)).ThenRefused("not-found");
        Given().When(new AnalyzeImprovement(Id, "a")).ThenRefused("not-found");
        Given().When(new DismissImprovement(Id, "a")).ThenRefused("not-found");
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Assert.Equal(["/reason", "/to"], Validation.FaultsOf(Move((BoardColumn)9) with { Reason = new string('r', 2_001) }));
        Assert.Equal(["/reason"], Validation.FaultsOf(Move(BoardColumn.Dismissed) with { Reason = null }));
        Assert.Equal(["/reason"], Validation.FaultsOf(new DismissImprovement(Id, "")));
        Assert.Equal(["/result"], Validation.FaultsOf(new AnalyzeImprovement(Id, "")));
    }

    private static MoveImprovement Move(BoardColumn to) => new(Id, to, "because", ImprovementEvidence.None);

    private static ImprovementEvent[] At(BoardColumn column) => column == BoardColumn.Dismissed
        ? [Opened, new ImprovementMoved(Id, BoardColumn.Incoming, BoardColumn.Dismissed, Reason: null)]
        : [Opened, .. Path.Zip(Path.Skip(1)).TakeWhile(step => step.First != column).Select(step => new ImprovementMoved(Id, step.First, step.Second, Reason: null))];

    private static Spec<Improvement, ImprovementEvent> Given(params ImprovementEvent[] happened) => new(happened);
}
