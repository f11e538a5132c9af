namespace EventAgents.Host.Tests;

/// <summary>Long proofs run small with the other tests; <c>just proofs</c> and <c>just verify-scale</c> set <c>EVENTAGENTS_PROOFS=full</c> and run them at their stated size.</summary>
internal static class Scale
{
    public static bool IsFull => Environment.GetEnvironmentVariable("EVENTAGENTS_PROOFS") == "full";

    public static int Of(int full, int small) => IsFull ? full : small;
}
