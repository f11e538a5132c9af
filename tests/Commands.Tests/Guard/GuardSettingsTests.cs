using EventAgents.Commands.Guard;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Guard;

public class GuardSettingsTests
{
    private static readonly GuardModeChanged Strict = new(GuardMode.Mask, GuardMode.Strict, Reason: null);
    private static readonly GuardPolicyChanged PolicyChanged = new(
        new Dictionary<string, GuardAction> { ["PERSON"] = GuardAction.Surrogate },
        BinaryPartAction.Strip, BinaryPartAction.Block, BinaryPartAction.Allow, AllowsTokenArrays: false, Reason: null);

    private static readonly ChangeGuardBudget Budget = new("coder", TokensPerDay: 1_000, UsdPerDay: 2.5m, Reason: null);
    private static readonly GuardBudgetChanged BudgetChanged = new("coder", 1_000, 2.5m, Reason: null);

    [Fact] public void The_guard_masks_until_it_is_told_otherwise() => Given().When(new ChangeGuardMode(GuardMode.Mask, Reason: null, MayTurnOff: false)).Then();

    [Fact] public void The_mode_changes() => Given().When(new ChangeGuardMode(GuardMode.Strict, Reason: null, MayTurnOff: false)).Then(Strict);

    [Fact]
    public void The_guard_is_turned_off_only_where_that_is_permitted()
    {
        var off = new ChangeGuardMode(GuardMode.Off, "maintenance", MayTurnOff: false);
        Given(Strict).When(off).ThenRefused("guard-off-not-permitted");
        Given(Strict).When(off with { MayTurnOff = true }).Then(new GuardModeChanged(GuardMode.Strict, GuardMode.Off, "maintenance"));
    }

    [Fact]
    public void A_policy_changes_once()
    {
        Given().When(new ChangeGuardPolicy(PolicyChanged)).Then(PolicyChanged);
        var equal = PolicyChanged with { Entities = new Dictionary<string, GuardAction>(PolicyChanged.Entities), Reason = "again" };
        Given(PolicyChanged, Strict).When(new ChangeGuardPolicy(equal)).Then();

        GuardPolicyChanged[] others =
        [
            PolicyChanged with { Entities = new Dictionary<string, GuardAction> { ["PERSON"] = GuardAction.Allow } },
            PolicyChanged with { Entities = new Dictionary<string, GuardAction> { ["PHONE"] = GuardAction.Surrogate } },
            PolicyChanged with { Entities = new Dictionary<string, GuardAction>() },
            PolicyChanged with { Images = BinaryPartAction.Allow },
            PolicyChanged with { AllowsTokenArrays = true },
            PolicyChanged with { Replies = ReplyAction.Detect },
        ];
        foreach (var other in others) Given(PolicyChanged).When(new ChangeGuardPolicy(other)).Then(other);
    }

    [Fact]
    public void Recognizers_and_lists_change_once_and_stay_when_they_are_not_named()
    {
        var detection = new GuardDetectionChanged(Guid.NewGuid(), "d1", ["ORCHARD"], Allowed: 1, Denied: 2, new Dictionary<string, double>(), Reason: null);
        var another = detection with { DetectionId = Guid.NewGuid(), Digest = "d2" };
        Given().When(new ChangeGuardPolicy(PolicyChanged, detection)).Then(PolicyChanged, detection);
        Given(PolicyChanged, detection).When(new ChangeGuardPolicy(PolicyChanged, another with { Digest = "d1" })).Then();
        Given(PolicyChanged, detection).When(new ChangeGuardPolicy(PolicyChanged, another)).Then(another);
        Given(PolicyChanged, detection).When(new ChangeGuardPolicy(PolicyChanged)).Then();
        var other = PolicyChanged with { AllowsTokenArrays = true };
        Given(PolicyChanged, detection).When(new ChangeGuardPolicy(other)).Then(other);
    }

    [Fact]
    public void A_budget_changes_once_and_each_agent_has_its_own()
    {
        Given().When(Budget).Then(BudgetChanged);
        Given(BudgetChanged).When(Budget).Then();
        Given(BudgetChanged).When(Budget with { Agent = null }).Then(BudgetChanged with { Agent = null });
        Given(BudgetChanged).When(Budget with { TokensPerDay = null }).Then(BudgetChanged with { TokensPerDay = null });
        Given().When(new ChangeGuardBudget(null, null, null, Reason: null)).Then();
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        Assert.Equal(["/mode"], Validation.FaultsOf(new ChangeGuardMode((GuardMode)9, null, MayTurnOff: true)));
        Assert.Equal(["/agent", "/tokensPerDay", "/usdPerDay"], Validation.FaultsOf(new ChangeGuardBudget("", -1, -0.5m, null)));
        Assert.Equal(
            ["/policy/audio", "/policy/entities/0", "/policy/files", "/policy/images", "/policy/reason", "/policy/replies"],
            Validation.FaultsOf(new ChangeGuardPolicy(new GuardPolicyChanged(
                new Dictionary<string, GuardAction> { ["person"] = (GuardAction)9 },
                (BinaryPartAction)9, (BinaryPartAction)9, (BinaryPartAction)9, AllowsTokenArrays: true, Reason: new string('r', 2_001))
            { Replies = (ReplyAction)9 })));
    }

    private static Spec<GuardSettings, GuardSettingsEvent> Given(params GuardSettingsEvent[] happened) => new(happened);
}
