using System.Text.Json;
using EventAgents.Pii.Tagger;
using EventAgents.Pii.Training;

namespace EventAgents.Pii.Tests.Tagger;

public class TaggerModelTests
{
    [Fact]
    public void A_saved_model_is_read_back_to_the_byte()
    {
        var bytes = Saved();

        using var again = new MemoryStream();
        TaggerModel.Load(new MemoryStream(bytes)).Save(again);

        Assert.Equal(bytes, again.ToArray());
    }

    [Fact]
    public void The_manifest_belongs_to_the_model()
    {
        using var manifest = JsonDocument.Parse(TaggerModel.ReadEmbeddedManifest());

        Assert.Equal(ModelManifest.Sha256(TaggerModel.LoadEmbedded()), manifest.RootElement.GetProperty("modelSha256").GetString());
        Assert.Equal(TaggerModel.FeatureVersion, manifest.RootElement.GetProperty("featureVersion").GetInt32());
    }

    [Fact]
    public void What_is_no_model_is_refused() => Assert.Throws<InvalidDataException>(() => TaggerModel.Load(new MemoryStream(new byte[64])));

    [Fact]
    public void A_model_for_other_features_is_refused()
    {
        var bytes = Saved();
        bytes[4]++;

        Assert.Contains("version", Assert.Throws<InvalidDataException>(() => TaggerModel.Load(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_cut_off_is_refused() => Assert.Throws<EndOfStreamException>(() => TaggerModel.Load(new MemoryStream(Saved()[..^1])));

    private static byte[] Saved()
    {
        using var bytes = new MemoryStream();
        TaggerModel.LoadEmbedded().Save(bytes);
        return bytes.ToArray();
    }
}
