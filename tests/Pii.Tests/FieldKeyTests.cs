namespace EventAgents.Pii.Tests;

/// <summary>A text that is the value of a field is judged by the field's name.</summary>
public class FieldKeyTests
{
    [Theory]
    [InlineData("customerName", "Ada Lovelace", EntityType.Person)]
    [InlineData("geburtsdatum", "1961-05-30", EntityType.DateOfBirth)]
    [InlineData("SMTP_PASS", "harrow-Teal", EntityType.Password)]
    [InlineData("employee_id", "E-10442", EntityType.Code)]
    [InlineData("billingPhone", "5550132 00", EntityType.Phone)]
    public void The_name_of_the_field_types_its_value(string key, string value, EntityType type) =>
        Assert.Equal([(0, value.Length, type)], Of(key, value));

    [Theory]
    [InlineData("order_id", "1234567893")]
    [InlineData("file_name", "Ada Lovelace")]
    [InlineData("max_tokens", "4096")]
    [InlineData("status", "open")]
    public void A_field_that_is_not_personal_leaves_its_value_alone(string key, string value) =>
        Assert.DoesNotContain(Of(key, value), found => found.Type is not EntityType.Code);

    [Fact]
    public void A_bare_number_without_a_field_is_judged_by_its_check_digit_alone()
    {
        Assert.Equal(EntityType.MedicalId, Assert.Single(Detect.All("1245319599")).Type);
        Assert.Empty(Of("counter", "1245319599"));
    }

    private static IEnumerable<(int Start, int Length, EntityType Type)> Of(string key, string value) =>
        Detect.All(value, new DetectionContext { FieldKey = key }).Select(finding => (finding.Start, finding.Length, finding.Type));
}
