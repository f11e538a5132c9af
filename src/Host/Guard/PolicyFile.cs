using System.CommandLine;
using System.Text.Json;
using EventAgents.Commands.Guard;
using EventAgents.Guard.Masking;
using EventAgents.Host.Api;
using EventAgents.Host.Settings;

namespace EventAgents.Host.Guard;

/// <summary>A guard policy in a file, of the shape that <c>PUT /api/v1/guard/policy</c> takes and <c>GET</c> gives, for verbs that need no running host.</summary>
internal static class PolicyFile
{
    /// <summary>The option of verbs that take a policy.</summary>
    public static Option<string?> Option() => new("--policy") { Description = "A policy as JSON, as GET /api/v1/guard/policy gives it. Default: the product's" };

    /// <summary>Reads a policy; the product's default where no file is named.</summary>
    /// <exception cref="SettingsException">There is no such file, or what is in it is no policy; names every fault.</exception>
    public static GuardPolicy Read(string? path)
    {
        if (path is null) return GuardPolicy.Default;
        if (!File.Exists(path)) throw new SettingsException([$"{path}: there is no such file."]);
        var request = Parse(path);
        var change = request.ToChange();
        var faults = ChangeGuardPolicy.Validator.Validate(new ChangeGuardPolicy(change)).Errors.Select(fault => $"{path}: {fault.ErrorMessage}").ToList();
        var detection = DetectionCompiler.Compile(request.Detection ?? new DetectionSettings(), out var others);
        faults.AddRange(others.SelectMany(fault => fault.Value, (fault, message) => $"{path}: /detection{fault.Key}: {message}"));
        return faults.Count == 0 ? GuardTerms.Of(change) with { Detection = detection! } : throw new SettingsException(faults);
    }

    private static ChangePolicyRequest Parse(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return StrictJson.Read<ChangePolicyRequest>(json.RootElement);
        }
        catch (JsonException)
        {
            throw new SettingsException([$"{path}: this is no JSON."]);
        }
        catch (ProblemException wrong) when (wrong.Problem.Extra.GetValueOrDefault("errors") is IReadOnlyDictionary<string, string[]> errors)
        {
            throw new SettingsException([.. errors.SelectMany(error => error.Value, (error, message) => $"{path}: {error.Key}: {message}")]);
        }
    }
}
