namespace EventAgents.Pii.Tagger;

/// <summary>Takes features as they are made: adds up their weights when tagging, collects them when training.</summary>
internal interface IFeatureSink
{
    /// <summary>Takes the key of a feature that holds (<see cref="FeatureHash.Feature"/>).</summary>
    void Add(ulong feature);
}
