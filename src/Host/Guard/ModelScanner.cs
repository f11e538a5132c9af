using System.Security.Cryptography;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Pii;
using EventAgents.Pii.Tagger;

namespace EventAgents.Host.Guard;

/// <summary>Scans with the trained model of the settings. Without a sound model it scans nothing: the guard then refuses every call, and health says why.</summary>
internal sealed partial class ModelScanner : ITextScanner
{
    private readonly PiiTextScanner? _scanner;

    public ModelScanner(DetectorOptions options, ILogger<ModelScanner> logger)
    {
        try
        {
            _scanner = new PiiTextScanner(PiiDetector.Create(options.ModelFile is { } file ? Load(file) : SequenceTagger.Shipped));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogBroken(logger, options.ModelFile ?? "(shipped)", e.Message);
        }
    }

    /// <inheritdoc/>
    public bool IsReady => _scanner is not null;

    /// <inheritdoc/>
    public void Scan(ReadOnlySpan<char> text, string? fieldName, GuardPolicy policy, List<Finding> findings)
    {
        if (_scanner is null) throw new InvalidOperationException("There is no model to scan with.");
        _scanner.Scan(text, fieldName, policy, findings);
    }

    /// <exception cref="InvalidDataException">The file is not the one that its manifest names.</exception>
    private static SequenceTagger Load(string file)
    {
        var bytes = File.ReadAllBytes(file);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
        if (manifest.RootElement.GetProperty("modelSha256").GetString() != Convert.ToHexStringLower(SHA256.HashData(bytes)))
        {
            throw new InvalidDataException("The model is not the one that its manifest names.");
        }
        using var stream = new MemoryStream(bytes);
        return new SequenceTagger(TaggerModel.Load(stream));
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The detector's model {File} cannot be used, so the guard refuses every call: {Reason}")]
    private static partial void LogBroken(ILogger logger, string file, string reason);
}
