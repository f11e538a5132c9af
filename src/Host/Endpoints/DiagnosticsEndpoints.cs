using EventAgents.Host.Auth;

namespace EventAgents.Host.Endpoints;

/// <summary>What only a process itself can say of itself, for its operator.</summary>
internal static class DiagnosticsEndpoints
{
    public static void MapDiagnostics(this IEndpointRouteBuilder api) =>
        api.MapGet("/diagnostics/memory", Memory).WithTags("Operations").RequireAuthorization(Policies.Install).Produces<MemoryUse>()
            .WithSummary("Collects all garbage of this process, which stops it for a moment, and says what is left");

    private static MemoryUse Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new MemoryUse(GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }
}

/// <summary>Memory of one process, in bytes: objects that are still in use, and all that is resident.</summary>
public sealed record MemoryUse(long LiveHeapBytes, long ResidentBytes);
