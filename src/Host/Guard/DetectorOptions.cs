namespace EventAgents.Host.Guard;

/// <summary>Settings of the detector (section <c>Detector</c>).</summary>
internal sealed class DetectorOptions
{
    /// <summary>
    /// A model that <c>eventagents train --output</c> wrote, its manifest beside it. Where it cannot be loaded, or is not the one that the manifest names, the
    /// guard refuses every call. Default: none, which means the model that this program carries.
    /// </summary>
    public string? ModelFile { get; set; }
}
