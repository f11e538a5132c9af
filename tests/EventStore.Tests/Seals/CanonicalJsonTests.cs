using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EventAgents.EventStore.Tests.Seals;

public sealed class CanonicalJsonTests
{
    /// <summary>Samples of RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_double_is_written_as_ecmascript_writes_it(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Format(BitConverter.UInt64BitsToDouble(bits)));

    /// <summary>The example of RFC 8785, 3.2.2 and 3.2.3.</summary>
    [Theory]
    [InlineData(
        """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    [InlineData("""{"b":{},"a":[]}""", """{"a":[],"b":{}}""")]
    public void Documents_have_one_form(string json, string expected) => Assert.Equal(expected, Canonical(json).Text);

    [Fact]
    public void What_a_double_does_not_hold_is_listed_as_it_is_stored()
    {
        var (text, literals) = Canonical("""{"a/b":[12345678901234567890,1.50,0.5,7],"c":1e400,"d":123456789012345}""");
        Assert.Equal("""{"a/b":[12345678901234567000,1.5,0.5,7],"c":null,"d":123456789012345}""", text);
        Assert.Equal([new("/a~1b/0", "12345678901234567890"), new("/a~1b/1", "1.50"), new("/c", "1e400")], literals);
    }

    private static (string Text, IEnumerable<KeyValuePair<string, string>> Literals) Canonical(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        var canonical = new CanonicalJson(output);
        canonical.Write(JsonElement.Parse(json));
        return (Encoding.UTF8.GetString(output.WrittenSpan), canonical.Literals);
    }
}
