namespace Lumos.Abstractions.Tests;

public sealed class ErrorLocationTests
{
    [Theory]
    [InlineData("a.json", 2L, "14", "a.json, line 2, column 14")]
    [InlineData("a.csv", 2L, "amount", "a.csv, line 2, column 'amount'")]
    [InlineData("a.csv", null, "14", "a.csv, column '14'")]
    public void ToString_Position_IsToldFromAName(string file, long? line, string column, string expected) => Assert.Equal(expected, new ErrorLocation(file, line, column).ToString());
}
