using EventAgents.Commands.Operations;
using EventAgents.Events;

namespace EventAgents.Commands.Tests.Operations;

public class FeatureFlagTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ChangeFeatureFlag TurnOff = new(FeatureFlag.KnowledgeBase, IsOn: false, AsSet: true, Reason: "it is being filled");
    private static readonly FeatureFlagChanged TurnedOff = new(FeatureFlag.KnowledgeBase, From: true, To: false, Reason: "it is being filled");

    [Fact]
    public void A_flag_that_is_on_as_set_is_turned_off() => Given().When(TurnOff, Noon).Then(TurnedOff);

    [Fact]
    public void The_value_that_it_has_changes_nothing() => Given(TurnedOff).When(TurnOff, Noon).Then();

    [Fact]
    public void The_value_that_is_set_changes_nothing() => Given().When(TurnOff with { IsOn = true }, Noon).Then();

    [Fact]
    public void A_change_wins_over_the_settings() =>
        Given(TurnedOff).When(TurnOff with { IsOn = true, Reason = null }, Noon).Then(new FeatureFlagChanged(FeatureFlag.KnowledgeBase, From: false, To: true, Reason: null));

    [Fact]
    public void Another_flag_is_another_matter() =>
        Given(TurnedOff).When(TurnOff with { Flag = FeatureFlag.CostTracking }, Noon).Then(TurnedOff with { Flag = FeatureFlag.CostTracking });

    private static Spec<FeatureFlags, FeatureFlagEvent> Given(params FeatureFlagEvent[] happened) => new(happened);
}
