using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lumos.Dsl.Interpreter;

namespace Lumos.Dsl.Tests.Interpreter;

public sealed class WordCharactersTests
{
    [Fact]
    public void Ranges_InOrder_NeverChange()
    {
        var text = Text(WordCharacters.Starts) + ";" + Text(WordCharacters.Marks);

        Assert.Equal("aef3e71552a4cb4275bf5d45a6bbb1a7b985265e0171047033171b0397bacbc3", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))));
        AssertOrdered(WordCharacters.Starts);
        AssertOrdered(WordCharacters.Marks);
    }

    [Fact]
    public void Ranges_EveryCodePoint_IsOfItsCategoryOrHasCase()
    {
        foreach (var codePoint in Points(WordCharacters.Starts).Where(point => !CaseTable.Upper.ContainsKey(point) && !CaseTable.Lower.ContainsKey(point)))
        {
            Assert.True(CharUnicodeInfo.GetUnicodeCategory(codePoint) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber, codePoint.ToString("X", CultureInfo.InvariantCulture));
        }

        foreach (var codePoint in Points(WordCharacters.Marks))
        {
            Assert.True(CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark, codePoint.ToString("X", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Begins_WhatTheCaseTableMaps_IsAlwaysTrue() =>
        Assert.All(CaseTable.Upper.Keys.Concat(CaseTable.Lower.Keys), codePoint => Assert.True(WordCharacters.Begins(codePoint)));

    private static IEnumerable<int> Points(IEnumerable<(int First, int Last)> ranges) => ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1));

    private static string Text(IEnumerable<(int First, int Last)> ranges) => string.Join(' ', ranges.Select(range => $"{range.First:X}-{range.Last:X}"));

    private static void AssertOrdered(IReadOnlyList<(int First, int Last)> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            Assert.True(ranges[i].First <= ranges[i].Last);
            if (i > 0) Assert.True(ranges[i].First > ranges[i - 1].Last + 1);
        }
    }
}
