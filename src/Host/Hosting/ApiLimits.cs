namespace EventAgents.Host.Hosting;

/// <summary>Limits that hold for every request to the API.</summary>
internal static class ApiLimits
{
    /// <summary>Largest request body in bytes; a larger one is answered 413. Routes that take documents say so themselves.</summary>
    public const long MaxBodyBytes = 1_048_576;

    /// <summary>How deep JSON may nest.</summary>
    public const int MaxJsonDepth = 64;
}
