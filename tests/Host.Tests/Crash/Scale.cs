namespace EventAgents.Host.Tests.Crash;

/// <summary>Long proofs run small with the other tests; <c>just proofs</c> sets <c>EVENTAGENTS_PROOFS=full</c> and runs them at their stated size.</summary>
internal static class Scale
{
    public static bool IsFull => Environment.GetEnvironmentVariable("EVENTAGENTS_PROOFS") == "full";

    public static int Of(int full, int small) => IsFull ? full : small;
}
