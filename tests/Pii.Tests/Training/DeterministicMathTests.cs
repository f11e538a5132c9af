using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Training;

public class DeterministicMathTests
{
    [Fact]
    public void The_exponential_agrees_with_the_library_to_seven_digits()
    {
        for (var x = -80f; x <= 80; x += 0.37f)
            Assert.InRange(DeterministicMath.Exp(x) / Math.Exp(x), 1 - 2e-7, 1 + 2e-7);
    }

    [Theory]
    [InlineData(-1e9f, 0)]
    [InlineData(0, 1)]
    public void The_ends_are_exact(float x, float expected) => Assert.Equal(expected, DeterministicMath.Exp(x));
}
