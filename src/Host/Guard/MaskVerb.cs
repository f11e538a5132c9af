using System.CommandLine;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Proxy;
using EventAgents.Host.Cli;
using EventAgents.Host.Settings;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;

namespace EventAgents.Host.Guard;

/// <summary><c>eventagents mask --text "…" [--policy FILE]</c>: shows what of a text would leave and what would come back. It needs no database and no running guard.</summary>
internal static class MaskVerb
{
    public static Command Create()
    {
        var text = new Option<string>("--text") { Description = "The text to try", Required = true };
        var policy = PolicyFile.Option();
        var command = new Command("mask", "Show what of a text would leave through the guard, and what would come back") { text, policy };
        command.SetAction(parsed => Show(parsed.GetValue(text)!, PolicyFile.Read(parsed.GetValue(policy)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Show(string text, GuardPolicy policy, TextWriter output)
    {
        var masker = new RequestMasker(new PiiTextScanner(PiiDetector.Create(SequenceTagger.Shipped)), new FindingsCache());
        var secret = GuardSetup.KeysOf(EffectiveSettings.Load()).Secrets[0];
        var preview = Preview.Of(text, masker, policy, TenantKeys.Derive(GuardCaller.Development.Tenant, secret));
        if (preview.Refusal is { } refusal)
        {
            output.WriteLine($"refused:    {refusal}");
            return ExitCode.Done;
        }
        output.WriteLine($"leaves:     {preview.Leaves}");
        output.WriteLine($"comes back: {preview.ComesBack}");
        foreach (var entities in preview.Entities) output.WriteLine($"found:      {entities.Count} {entities.EntityType} ({entities.Action})");
        return ExitCode.Done;
    }
}
