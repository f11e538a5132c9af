using System.Text;
using System.Text.Json;
using EventAgents.Guard.Masking;
using EventAgents.Guard.Protocols;
using EventAgents.Guard.Tests.Support;
using EventAgents.Pii;

namespace EventAgents.Guard.Tests.Protocols;

/// <summary>The guard with the product's own detector: what the two must agree on, such as offsets.</summary>
public class DetectorTests
{
    private readonly RequestMasker _masker = new(new PiiTextScanner(PiiDetector.Create()), new FindingsCache());

    [Fact]
    public void A_text_is_shown_as_it_would_leave_and_come_back()
    {
        const string text = "Zoë 😀 pays with 4111 1111 1111 1111,\nwrite to \"ada@example.com\"";
        var preview = TextPreview.Of(text, _masker, GuardPolicy.Default, GuardFixture.Key, out var refusal);
        Assert.Null(refusal);
        Assert.Matches("^Zoë 😀 pays with CREDIT_CARD_[0-9A-Z]{12},\nwrite to \"EMAIL_[0-9A-Z]{12}\"$", preview!.Masked);
        Assert.Equal(text, preview.Restored);
        Assert.Contains(new EntityCount("EMAIL", EntityAction.Mask, 1), preview.Counts);
    }

    [Fact]
    public void A_refused_text_has_no_preview()
    {
        var strict = GuardPolicy.Default with { Mode = GuardMode.Strict };
        Assert.Null(TextPreview.Of("ada@example.com", _masker, strict, GuardFixture.Key, out var refusal));
        Assert.Equal(RefusalReason.StrictFinding, refusal!.Reason);
    }

    [Fact]
    public void Names_of_properties_that_people_choose_are_nobody_s_data()
    {
        string[] names =
        [
            "first_name", "order-id", "$ref", "x.y", "First Name", "E-Mail", "E-Mail Address", "@type", "@id", "Straße", "Größe (cm)", "Geburtsdatum (TT.MM.JJJJ)", "prénom", "n° client",
            "Número de teléfono", "顧客名", "user[name]", "items[]", "price (EUR)", "% done", "is valid?", "Date of Birth", "IBAN / BIC", "Phone No", "A&B", "{id}", "a|b", "^x-",
        ];
        var schema = new { type = "object", properties = names.ToDictionary(name => name, _ => new { type = "string" }), required = names };
        var body = JsonSerializer.Serialize(new { messages = Array.Empty<int>(), functions = new[] { new { name = "f", parameters = schema } } });
        var guard = new GuardFixture(GuardPolicy.Default, GuardFixture.Key, new PiiTextScanner(PiiDetector.Shipped));
        Assert.Equal(body, GuardFixture.Text(guard.Mask(body, LlmApi.ChatCompletions).Body));
    }

    [Fact]
    public void Ids_settings_and_schemas_of_every_api_are_nobodys_data()
    {
        foreach (var (name, (api, template)) in RequestTemplates.All)
        {
            var body = template.Fill(_ => "", _ => "1.5");
            var outcome = _masker.Mask(Encoding.UTF8.GetBytes(body), api, GuardPolicy.Default.With(EntityType.Url, EntityAction.Allow), GuardFixture.Key, cancellation: TestContext.Current.CancellationToken);
            Assert.False(outcome is Refusal, $"{name}: {outcome}");
            Assert.Equal(body, GuardFixture.Text(((MaskedRequest)outcome).Body));
        }
    }
}
