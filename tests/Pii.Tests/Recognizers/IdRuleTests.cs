using EventAgents.Pii.Recognizers;

namespace EventAgents.Pii.Tests.Recognizers;

/// <summary>Every rule accepts its valid numbers in the way they are written, and refuses its near misses.</summary>
public class IdRuleTests
{
    private static IEnumerable<IdRule> Rules => RecognizerList.Identifiers.Rules;

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_rule_accepts_its_valid_numbers(string name)
    {
        var rule = Named(name);
        Assert.NotEmpty(rule.Valid);
        Assert.All(rule.Valid, number => Assert.True(Accepts(rule, number), number));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_rule_refuses_its_near_misses(string name)
    {
        var rule = Named(name);
        Assert.All(rule.Invalid, number => Assert.False(Accepts(rule, number), number));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_valid_number_beside_its_announcement_or_alone_is_found(string name)
    {
        var rule = Named(name);
        foreach (var number in rule.Valid)
        {
            var proof = number.Any(c => !char.IsAsciiLetterOrDigit(c)) ? rule.Grouped : rule.Plain;
            Assert.NotEqual(Proof.Never, proof);
            if (proof == Proof.Cue) continue;
            var findings = new List<Finding>();
            PiiDetector.Create().Find(number, DetectionContext.None, findings);
            Assert.Equal([new { Start = 0, number.Length }], findings.Select(finding => new { finding.Start, finding.Length }));
        }
    }

    private static bool Accepts(IdRule rule, string number)
    {
        var compact = string.Concat(number.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return compact.Length == rule.Shape.Length && rule.HasShape(compact) && rule.Check(compact);
    }

    private static IdRule Named(string name) => Rules.Single(rule => rule.Name == name);
}
