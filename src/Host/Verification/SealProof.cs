using EventAgents.EventStore;
using EventAgents.Host.Seals;
using EventAgents.Host.Settings;
using Npgsql;

namespace EventAgents.Host.Verification;

/// <summary>No event was altered, removed or added since it was sealed. It comes before the read models, which prove nothing when the log is not sound.</summary>
internal sealed class SealProof(EffectiveSettings settings, NpgsqlDataSource database) : IProof
{
    public string Name => "seals";

    public async Task<Finding> RunAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        try
        {
            var report = await SealVerification.RunAsync(settings, database, exported: [], new Share(progress), cancellation);
            return new Finding(Name, report.Fault is null, report.Fault?.ToString() ?? Describe(report), report);
        }
        catch (SealException unreadable)
        {
            return new Finding(Name, Holds: false, unreadable.Message, Details: null);
        }
    }

    private static string Describe(SealReport report) =>
        $"{report.Seals:N0} seals and {report.Events:N0} events hold, up to position {report.SealedTo:N0}; {report.Unsealed:N0} events are too new for a seal";

    private sealed class Share(IProgress<double> progress) : IProgress<SealProgress>
    {
        public void Report(SealProgress value) => progress.Report((double)value.Position / Math.Max(1, value.Target));
    }
}
