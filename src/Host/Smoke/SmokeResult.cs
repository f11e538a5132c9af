namespace EventAgents.Host.Smoke;

/// <summary>How one check went.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Detail">What was found, or what is wrong.</param>
internal sealed record SmokeResult(string Name, bool Ok, double Milliseconds, string Detail);

/// <summary>How all of them went.</summary>
internal sealed record SmokeReport(bool Ok, double Seconds, string Environment, IReadOnlyList<SmokeResult> Checks);

/// <summary>Something is not as it should be; the message says what.</summary>
internal sealed class SmokeException(string message) : Exception(message);
