using System.Text;
using System.Text.Json;
using Lumos.Core.Artifacts;

namespace Lumos.Core.Tests.Artifacts;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true, null, "x" ] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"é":1,"z":2,"Z":3,"10":4,"9":5}""", """{"10":4,"9":5,"Z":3,"z":2,"é":1}""")]
    [InlineData("""{"a":{"d":1,"c":{}},"b":[]}""", """{"a":{"c":{},"d":1},"b":[]}""")]
    public void Canonicalize_Object_SortsMembersByCodeUnit(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("1E2", "100")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("12.5e-8", "1.25e-7")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("123456789012345678901234", "1.23456789012345678901234e+23")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827")]
    [InlineData("5E-324", "5e-324")]
    public void Canonicalize_Number_HasOneSpelling(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Fact]
    public void Canonicalize_Text_EscapesOnlyWhatJsonForbids() =>
        Assert.Equal("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f€\u2028😀<&'\"", Canonical("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\u007f€\\u2028\\ud83d\\ude00<&'\""));

    [Fact]
    public void Canonicalize_SameMemberTwice_Throws() =>
        Assert.Throws<JsonException>(() => Canonical("""{"a":1,"a":2}"""));

    [Fact]
    public void Canonicalize_Canonical_ChangesNothing()
    {
        var once = Canonical("""{"b":[1.50,{"y":"é","x":-0}],"a":1e-9}""");
        Assert.Equal(once, Canonical(once));
    }

    [Fact]
    public void Hash_EmptyText_IsSha256() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", CanonicalJson.Hash([]));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
