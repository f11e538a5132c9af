namespace EventAgents.Pii.Tests;

/// <summary>What looks personal and is not: each kind of false positive that users hate most.</summary>
public class TrapTests
{
    [Theory]
    [InlineData("id 550e8400-e29b-41d4-a716-446655440000 and 41111111-1111-1111-1111-111111111111")]
    [InlineData("sha256:48b7c66cb0ed112e882b4f86172be05074cf988a00f99725e2aab88c41721a44")]
    [InlineData("commit b7a43184c83d4846a7cc1a13da8464537775d780")]
    public void Uuids_and_hashes_are_no_cards(string text) => Clean(text);

    [Theory]
    [InlineData("order 4155550132 was shipped")]
    [InlineData("tracking 1234567890")]
    [InlineData("created_at: 1700000000")]
    [InlineData("epoch 1700000000000 ms")]
    public void Ten_digits_in_a_row_are_no_phone(string text) => Clean(text);

    [Theory]
    [InlineData("upgrade to version 1.2.3.4")]
    [InlineData("v10.0.19.1 is out")]
    [InlineData("Chrome/120.0.6099.109 Safari/537.36")]
    [InlineData("dotnet 10.0.100, EF 9.0.4.1, pgbouncer 1.23.1")]
    [InlineData("OID 1.3.6.1.4.1.311")]
    public void Versions_are_no_addresses(string text) => Clean(text);

    [Theory]
    [InlineData("upload to S3, vitamin D3, the A4 and the B52")]
    [InlineData("section R2 of C3")]
    public void Short_codes_are_no_ids(string text) => Clean(text);

    [Theory]
    [InlineData("the compassport 561038842x")]
    [InlineData("passportal 561038842")]
    [InlineData("tinker 123456782")]
    public void Context_words_count_as_whole_words_only(string text) => Clean(text);

    [Theory]
    [InlineData("api_key: <YOUR_KEY>")]
    [InlineData("password: ${DB_PASSWORD}")]
    [InlineData("token=xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("export API_KEY=your_api_key_here")]
    [InlineData("secret = process.env.CLIENT_SECRET")]
    [InlineData("password: \"{{ vault.db.password }}\"")]
    [InlineData("Authorization: Bearer $TOKEN")]
    [InlineData("AWS_SECRET_ACCESS_KEY=<secret>")]
    public void Placeholders_are_no_secrets(string text) => Clean(text);

    [Theory]
    [InlineData("batch 4539578763621486 of article 20260131000017")]
    [InlineData("order id 79927398713")]
    public void A_machine_number_that_passes_Luhn_is_no_national_id(string text) =>
        Assert.DoesNotContain(Detect.All(text), finding => finding.Type is EntityType.NationalId or EntityType.UsSsn or EntityType.MedicalId);

    [Fact]
    public void A_character_outside_the_basic_plane_counts_as_two() =>
        Assert.Equal([new Finding(3, 15, EntityType.Email, 0.95f, FindingSource.Proven)], Detect.All("😀 ada@example.com"));

    [Fact]
    public void A_title_stays_outside_a_name() =>
        Assert.Equal("patient: Dr. «PERSON Ada Lovelace»", Detect.Marked("patient: Dr. Ada Lovelace"));

    private static void Clean(string text) => Assert.Equal(text, Detect.Marked(text));
}
